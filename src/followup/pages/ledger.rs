//! `/ledger`: the public book, narrowed by a form that is only links.

use axum::{
    extract::{Query, State},
    response::Response,
};

use super::form;
use crate::{
    app::App,
    domain::{commitment::Stage, inquiry::Phase},
    followup::book::{self, Asked},
    http::{
        Problem, Reader,
        file::{self, Format},
    },
    pages::{
        door::Choice,
        followup::{
            ledger::{Chosen, LedgerPage, rows},
            ledger_file,
        },
    },
    store::{Tx, inquiries},
};

/// How many promises stand on a page.
const ROWS: usize = 50;
/// How many there are in a file; whoever wants more narrows the book.
const FILE_ROWS: usize = 2_000;

/// The book.
pub async fn show(
    State(app): State<App>,
    Query(asked): Query<Asked>,
    Query(file): Query<file::Wanted>,
    reader: Reader,
) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    if let Some(format) = file.file {
        return taken_along(&app, &mut tx, &asked, format, &reader).await;
    }
    let asked = Asked { limit: Some(ROWS), ..asked };
    let wanted = book::wanted(&mut tx, &asked).await?;
    let page = book::page(&app, &mut tx, &wanted).await?;
    let counts = book::counted(&app, &mut tx, &wanted).await?;
    let known = inquiries::known(&mut tx).await?;
    let chosen = Chosen {
        inquiry: asked.inquiry.clone().unwrap_or_default(),
        department: asked.department.clone().unwrap_or_default(),
        state: asked.state.clone().unwrap_or_default(),
        late: wanted.late == Some(true),
    };
    let inquiry = known.iter().find(|it| it.slug == chosen.inquiry);
    let programme = match inquiry {
        Some(inquiry) => Some(inquiries::programme(&mut tx, &inquiry.programme).await?),
        None => None,
    };
    let house = form::house(&mut tx, programme.clone()).await?;
    let today = match programme {
        Some(programme) => app.today(&programme),
        None => app.todays(&mut tx).await?.first().map_or(jiff::civil::Date::MIN, |(_, today)| *today),
    };
    let (rows, months, today_x) = rows(page.items, today);
    let page = LedgerPage {
        rows,
        months,
        today_x,
        parts: LedgerPage::parts(&counts),
        percent: counts.on_time_percent(),
        counts,
        theme: inquiry.map(|it| it.theme.clone()),
        inquiries: known
            .iter()
            .filter(|it| it.phase >= Phase::Live)
            .map(|it| Choice { id: it.slug.clone(), name: it.theme.clone() })
            .collect(),
        departments: inquiries::departments(&mut tx)
            .await?
            .into_iter()
            .map(|it| Choice { id: it.slug, name: it.name })
            .collect(),
        states: Stage::ALL
            .iter()
            .filter(|stage| !matches!(stage, Stage::Captured | Stage::Void))
            .map(|stage| stage.word())
            .collect(),
        more: page.next.map(|after| more(&chosen, &after)),
        chosen,
        as_of: app.now().0,
    };
    reader.show(&app, &page, &reader.say("title-ledger"), house)
}

/// The book as a file, as far as it was narrowed.
async fn taken_along(
    app: &App,
    tx: &mut Tx,
    asked: &Asked,
    format: Format,
    reader: &Reader,
) -> Result<Response, Problem> {
    let mut wanted = book::wanted(tx, asked).await?;
    wanted.limit = FILE_ROWS;
    let promises = book::page(app, tx, &wanted).await?.items;
    let today = app.todays(tx).await?.first().map_or(jiff::civil::Date::MIN, |(_, today)| *today).to_string();
    file::table(format, &ledger_file::table(&promises, &app.config.public_url(), &today, reader.lang))
}

fn more(chosen: &Chosen, after: &str) -> String {
    let late = if chosen.late { "&late=true" } else { "" };
    let Chosen { inquiry, department, state, .. } = chosen;
    format!("/ledger?inquiry={inquiry}&department={department}&state={state}{late}&after={after}")
}
