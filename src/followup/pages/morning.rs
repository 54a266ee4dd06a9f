//! `/supervision/{slug}/morning`: 次日速报, what came of the show on one sheet of paper; as it stands, and as it was fixed.

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use serde::Deserialize;

use super::{form, todo::bare};
use crate::{
    app::{self, App, reach},
    domain::{
        inquiry::{Inquiry, Phase},
        moment::days,
        role::Deed,
    },
    followup::told::is_morning_told,
    http::{Problem, Reader, Signed, page::see_other},
    pages::followup::{morning::MorningReport, todo::TodoRow},
    store::{Tx, inquiries, sendings},
};

/// For how long a show's sheet stands in the list of the day, in milliseconds.
const MORNINGS_MS: i64 = days(3);

/// Which sheet.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// The one that was fixed, once there is one.
    fixed: bool,
}

/// The sheet.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(wanted): Query<Wanted>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::Supervise, &slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let fixed_at = sendings::morning(&mut tx, &inquiry.id).await?.map(|it| it.at.0);
    let report = match app.morning_fixed(&mut tx, &inquiry.id).await? {
        Some(fixed) if wanted.fixed => MorningReport { is_fixed: true, ..fixed },
        _ => app.morning(&mut tx, &inquiry, app.today(&programme)).await?,
    };
    let report = MorningReport { fixed_at, ..report };
    let house = form::house(&mut tx, Some(programme)).await?;
    reader.show_private(&app, &report, &reader.say("morning-title"), house)
}

/// Sheets that were fixed and that nobody passed on yet.
pub async fn to_send(tx: &mut Tx, of: impl Iterator<Item = &Inquiry>) -> app::Result<Vec<TodoRow>> {
    let mut rows = Vec::new();
    for inquiry in of.filter(|it| it.phase >= Phase::HandingOver) {
        if sendings::morning(tx, &inquiry.id).await?.is_some() && !is_morning_told(tx, &inquiry.id).await? {
            let href = format!("/supervision/{}/sending", inquiry.slug);
            rows.push(TodoRow { theme: inquiry.theme.clone(), ..bare(href, "send") });
        }
    }
    Ok(rows)
}

/// The sheets of shows that are just over.
pub fn just_over<'a>(app: &App, of: impl Iterator<Item = &'a Inquiry>) -> Vec<TodoRow> {
    let since = app.now() - MORNINGS_MS;
    let is_just_over = |it: &&Inquiry| it.phase >= Phase::HandingOver && it.starts_at > since;
    let row = |it: &Inquiry| TodoRow {
        theme: it.theme.clone(),
        ..bare(format!("/supervision/{}/morning", it.slug), "morning")
    };
    of.filter(is_just_over).map(row).collect()
}
