//! `/i/{slug}`: what an inquiry is about, who answers, what others ask, and where every question went.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};

use super::faces::{Around, call, counts, said};
use crate::{
    app::{self, App},
    domain::{
        happening::Journal,
        inquiry::{Inquiry, Phase},
    },
    http::{MaybeVisitor, Problem, Reader},
    intake::{
        inquiry::visible,
        public::{Wanted, public_list},
    },
    pages::door::{InquiryPage, OnAir},
    store::{Tx, commitments, journal, rundowns},
};

/// How many questions a page shows.
const SHOWN: usize = 20;

/// The audience's page before, during and after the show.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
    visitor: MaybeVisitor,
    reader: Reader,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let inquiry = visible(&mut tx, &slug).await?;
    let mut around = Around::of(&mut tx, &inquiry).await?;
    let zone = app.zone(&mut tx, &inquiry.programme).await?;
    let sort = if wanted.sort.as_deref() == Some("new") { "new" } else { "seconds" };
    let wanted = Wanted { sort: Some(sort.into()), limit: Some(SHOWN), ..wanted };
    let list = public_list(&app, &mut tx, &inquiry, &wanted).await?;
    around.mark_mine(&mut tx, visitor.0.as_ref(), &list.items).await?;
    let head = journal::head(&mut tx, &Journal::from(&inquiry.id)).await?;
    let mut stored = commitments::of_inquiry(&mut tx, &inquiry.id).await?;
    stored.retain(|one| one.it.confirmation.is_some());
    let last = stored.pop().map(|last| vec![last]).unwrap_or_default();
    let last = app.promises(&mut tx, &last).await?.pop();
    let page = InquiryPage {
        inquiry: around.inquiry(&inquiry),
        call: call(&app, &inquiry, &zone),
        sort: sort.into(),
        questions: list.items.iter().map(|face| around.question(face, &inquiry)).collect(),
        more: list.next.map(|next| format!("/i/{slug}?sort={sort}&after={next}")),
        counts: counts(&mut tx, &inquiry, app.now()).await?,
        on_air: on_air(&app, &mut tx, &inquiry, &around).await?,
        said: last.filter(|_| inquiry.phase == Phase::Live).map(|it| said(&it, &reader)),
        asked: Vec::new(),
        departments: around.choices(),
        as_of: app.now().0,
        resume: Some(format!("{}.{}", head.epoch, head.public_offset)),
    };
    reader.show(&app, &page, &inquiry.theme, around.house())
}

/// The question on air as the public sees it, with its number in the show.
async fn on_air(app: &App, tx: &mut Tx, inquiry: &Inquiry, around: &Around) -> app::Result<Option<OnAir>> {
    let Some(face) = app.on_air_in_public(tx, &inquiry.id).await? else { return Ok(None) };
    let rundown = rundowns::of(tx, &inquiry.id).await?;
    let number = rundown.number_of(&face.id).and_then(|number| number.try_into().ok()).unwrap_or_default();
    let question = around.question(&face, inquiry);
    Ok(Some(OnAir { number, department: question.to.clone(), question }))
}
