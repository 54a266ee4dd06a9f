//! Positions: where a listener stopped, as it says so itself when it comes back.

use std::collections::BTreeMap;

use crate::domain::stream::Stream;

/// The last line that a listener has of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resume {
    /// The history in which the offset counts.
    pub epoch: String,
    /// The offset of the last line heard.
    pub offset: u64,
}

/// A resume parameter that says nothing usable.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a position reads stream.epoch.offset, not {0}")]
pub struct BadResume(pub String);

/// Reads `public.{epoch}.{offset},mailbox.{epoch}.{offset}`. An empty text is no position at all.
pub fn parse(text: &str) -> Result<BTreeMap<Stream, Resume>, BadResume> {
    text.split(',').filter(|part| !part.is_empty()).map(position).collect()
}

fn position(part: &str) -> Result<(Stream, Resume), BadResume> {
    let refused = || BadResume(part.chars().take(64).collect());
    let mut words = part.splitn(3, '.');
    let (Some(stream), Some(epoch), Some(offset)) = (words.next(), words.next(), words.next()) else {
        return Err(refused());
    };
    let stream: Stream = stream.parse().map_err(|_| refused())?;
    let offset = offset.parse().map_err(|_| refused())?;
    if epoch.is_empty() || !stream.is_log() {
        return Err(refused());
    }
    Ok((stream, Resume { epoch: epoch.to_owned(), offset }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_read_by_stream() {
        let read = parse("public.k3f9.1042,mailbox.k3f9.7").unwrap();

        assert_eq!(read[&Stream::Public], Resume { epoch: "k3f9".into(), offset: 1042 });
        assert_eq!(read[&Stream::Mailbox], Resume { epoch: "k3f9".into(), offset: 7 });
        assert!(parse("").unwrap().is_empty());
    }

    #[test]
    fn what_is_no_position_is_refused() {
        for bad in ["public", "public.k3f9", "public.k3f9.-1", "public..3", "p.k3f9.3", "tally.k3f9.3", "public.k.1.2"]
        {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
