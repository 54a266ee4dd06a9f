//! `/stage/{slug}/sheet` and `/stage/{slug}/cards`: the running order and the host's cards, for when the screens fail.

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::rundown::{self, StageItem};
use crate::{
    app::{App, reach},
    domain::{air, disclosure::List, inquiry::Inquiry, moment::seconds, role::Deed},
    http::{Problem, Reader, Signed, page::see_other},
    pages::{
        House,
        sheet::{HostCards, RundownSheet, SheetItem},
    },
    store::{Tx, inquiries},
};

/// More characters than this stand in smaller type on a card.
const LARGE_CHARS: usize = 60;
/// More than this, in the smallest.
const MEDIUM_CHARS: usize = 130;

/// The running order on paper.
pub async fn rundown(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let mark = app.open_list(&staff, Deed::ReadStage, &slug, List::RundownSheet).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    let house = house(&mut tx, &inquiry).await?;
    let items = items(&app, &mut tx, &inquiry).await?;
    let page = RundownSheet {
        slug,
        theme: inquiry.theme,
        starts_at: inquiry.starts_at.0,
        minutes: inquiry.minutes,
        planned_s: items.iter().filter(|item| item.air != "pulled").map(|item| item.planned_s).sum(),
        items,
        as_of: app.now().0,
    };
    reader.marked(mark).show_private(&app, &page, &reader.say("sheet-rundown"), house)
}

/// The host's cards: every question that is still in the order.
pub async fn cards(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let mark = app.open_list(&staff, Deed::ReadStage, &slug, List::HostCards).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    let house = house(&mut tx, &inquiry).await?;
    let mut items = items(&app, &mut tx, &inquiry).await?;
    items.retain(|item| item.number.is_some() && item.air != "pulled");
    let page = HostCards { slug, theme: inquiry.theme, items, as_of: app.now().0 };
    reader.marked(mark).show_private(&app, &page, &reader.say("sheet-cards"), house)
}

async fn house(tx: &mut Tx, inquiry: &Inquiry) -> Result<House, Problem> {
    let programme = inquiries::programme(tx, &inquiry.programme).await?;
    Ok(House::from(&programme))
}

/// The items in order, each with the time at which it begins when all before it take what they are meant to.
async fn items(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> Result<Vec<SheetItem>, Problem> {
    let mut at = inquiry.starts_at.0;
    let seen = rundown::of(app, tx, inquiry).await?;
    let on_paper = seen.items.iter().map(|item| {
        let begins = at;
        if !item.state.is_out() {
            at += seconds(i64::from(item.planned_s));
        }
        on_paper(item, begins)
    });
    Ok(on_paper.collect())
}

fn on_paper(item: &StageItem, at: i64) -> SheetItem {
    let question = item.question.as_ref();
    let approved = item.air.as_ref().filter(|air| air.approved);
    let plain = || question.map(|it| it.text.clone()).or_else(|| item.title.clone()).unwrap_or_default();
    let text = approved.map_or_else(plain, |air| air.text.replace('\n', ""));
    SheetItem {
        number: item.number,
        size: size(&text),
        provenance: question.map(|it| it.provenance.word()),
        pulled: item.pulled.as_ref().map(|it| it.code.clone()),
        asks: question.map(|_| item.asked_by.word()),
        deputy: item.deputy.as_ref().map(|it| it.name.clone()),
        department: question.and_then(|it| it.department.clone()),
        at,
        planned_s: item.planned_s,
        reading_s: question.map(|_| air::measure(&text).reading_seconds.ceil() as u32),
        air: match (item.state, &item.air, approved) {
            (state, ..) if state.is_out() => "pulled",
            (_, _, Some(_)) => "approved",
            (_, Some(_), None) => "waiting",
            (_, None, None) => "none",
        },
        text,
    }
}

fn size(text: &str) -> &'static str {
    match text.chars().count() {
        n if n > MEDIUM_CHARS => "small",
        n if n > LARGE_CHARS => "medium",
        _ => "large",
    }
}
