//! What is told of a photo: that it came, how it was judged, that it is gone. Its digest is the file's, never the picture.

use serde_json::{Value, json};

use super::{Happening, Heard, Journal, Kind, desk_line};
use crate::domain::{photo::Photo, question::Question, stream::Stream};

/// What replay needs of a photo.
pub fn photo_after(it: &Photo) -> Value {
    json!({
        "question": it.question,
        "state": it.state,
        "sha256": it.sha256,
        "judged_by": it.judged_by,
        "version": it.version,
    })
}

/// A photo came, was judged or was taken away: the desk and its asker hear it.
pub fn photo(kind: Kind, before: Option<&Photo>, it: &Photo, of: &Question) -> Happening {
    let body = json!({ "kind": kind, "question": it.question, "photo": it.id, "state": it.state });
    let asker = of.asker.clone().map(|asker| Heard { stream: Stream::Mailbox, listener: Some(asker), body });
    Happening {
        journal: Journal::from(&it.inquiry),
        kind,
        subject_kind: "photo",
        subject: it.id.0.clone(),
        from: before.map(|before| before.state.word()),
        to: Some(it.state.word()),
        why: None,
        after: photo_after(it),
        heard: std::iter::once(desk_line(kind, of)).chain(asker).collect(),
    }
}
