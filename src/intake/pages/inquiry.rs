//! `/i/{slug}`: what an inquiry is about, who answers, what others ask, and where every question went.

use axum::{
    extract::{Path, Query, State as Reaching},
    response::Response,
};

use jiff::tz::TimeZone;

use super::faces::{Around, call, counts, promised, said};
use crate::{
    app::{self, App},
    domain::{
        happening::Journal,
        id::QuestionId,
        inquiry::{Inquiry, Phase},
        question::State,
        rundown::ItemState,
    },
    http::{MaybeVisitor, Problem, Reader},
    intake::{
        inquiry::visible,
        public::{Wanted, public_list},
    },
    pages::door::{Asked, InquiryPage, OnAir},
    store::{
        Tx,
        commitments::{self, Stored},
        journal,
        questions::{self, Counted},
        rundowns,
    },
    text::words::words,
};

/// How many questions a page shows.
const SHOWN: usize = 20;

/// The audience's page before, during and after the show.
pub async fn show(
    Reaching(app): Reaching<App>,
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
    let last = app.promises(&mut tx, stored.last().map(std::slice::from_ref).unwrap_or_default()).await?.pop();
    let page = InquiryPage {
        inquiry: around.inquiry(&inquiry),
        call: call(&app, &mut tx, &inquiry, &around).await?,
        sort: sort.into(),
        questions: list.items.iter().map(|face| around.question(face, &inquiry)).collect(),
        more: list.next.map(|next| format!("/i/{slug}?sort={sort}&after={next}")),
        counts: counts(&mut tx, &inquiry, app.now()).await?,
        on_air: on_air(&app, &mut tx, &inquiry, &around).await?,
        said: last.filter(|_| inquiry.phase == Phase::Live).map(|it| said(&it, &reader)),
        asked: asked(&app, &mut tx, &inquiry, &stored, &zone).await?,
        promises: if inquiry.phase == Phase::Live {
            Vec::new()
        } else {
            promised(&app.promises(&mut tx, &stored).await?)
        },
        promised: stored.len(),
        departments: around.choices(),
        as_of: app.now().0,
        resume: Some(format!("{}.{}", head.epoch, head.public_offset)),
    };
    reader.show(&app, &page, &inquiry.theme, around.house())
}

/// What was asked on air as far as the public saw it end, the newest first, with what was promised in answer.
async fn asked(
    app: &App,
    tx: &mut Tx,
    inquiry: &Inquiry,
    promises: &[Stored],
    zone: &TimeZone,
) -> app::Result<Vec<Asked>> {
    let mut aired = rundowns::of(tx, &inquiry.id).await?.items;
    aired.retain(|item| item.state == ItemState::Aired);
    aired.sort_by_key(|item| std::cmp::Reverse(item.taken_at));
    let order: Vec<QuestionId> = aired.into_iter().filter_map(|item| item.question).collect();
    let questions = questions::several(tx, &order).await?;
    let counted: Vec<Counted> = questions.into_iter().map(|question| Counted { question, seconds: 0 }).collect();
    let faces = app.faces(tx, &counted, zone).await?;
    let ended = |id: &QuestionId| {
        faces.iter().find(|face| face.id == *id && !matches!(face.state, State::Approved | State::OnAir))
    };
    let seen = order.iter().filter_map(ended).map(|face| Asked {
        id: face.id.0.clone(),
        words: words(&face.text),
        outcome: face.outcome.map(|outcome| outcome.word()),
        promises: promises.iter().filter(|one| one.it.question.as_ref() == Some(&face.id)).count() as u32,
    });
    Ok(seen.collect())
}

/// The question on air as the public sees it, with its number in the show.
async fn on_air(app: &App, tx: &mut Tx, inquiry: &Inquiry, around: &Around) -> app::Result<Option<OnAir>> {
    let Some(face) = app.on_air_in_public(tx, &inquiry.id).await? else { return Ok(None) };
    let rundown = rundowns::of(tx, &inquiry.id).await?;
    let number = rundown.number_of(&face.id).and_then(|number| number.try_into().ok()).unwrap_or_default();
    let question = around.question(&face, inquiry);
    Ok(Some(OnAir { number, department: question.to.clone(), question }))
}
