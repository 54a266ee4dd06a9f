//! An asker's safety: trouble that is made for them goes to who supervises, and a flat number goes out on their word alone.

use axum::{Json, extract::State};
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    asker::{Stands, Text, by_asker, stands, text},
    own::Opener,
};
use crate::{
    app::{App, By},
    domain::{
        flat::FLAT_CHARS,
        happening::{self, Journal, Kind},
        harassment::Harassment,
        id::QuestionId,
        refusal::Refusal,
        workday::Calendar,
    },
    http::{Problem, Sent, problem::Wrong, seen},
    store::{calendars, flats, harassments, journal, questions},
    text::clean::clean_line,
};

/// Says that somebody makes trouble for it: to the supervisor, within one working day.
#[utoipa::path(post, path = "/receipts/{receipt}/harassed", request_body = Text, params(("receipt" = String, Path)),
    responses((status = 200, body = Stands), (status = 422)))]
pub async fn harassed(State(app): State<App>, opener: Opener, sent: Sent<Text>) -> Result<Json<Stands>, Problem> {
    let text = text(&sent.body)?;
    let by = by_asker(&opener.0, &sent);
    report_harassment(&app, &by, &opener.0.id, &text).await.map(Json)
}

/// Stores a report of harassment, due on the next day on which offices work.
pub async fn report_harassment(app: &App, by: &By, id: &QuestionId, text: &str) -> Result<Stands, Problem> {
    let mut act = app.begin(by).await?;
    let question = questions::get(&mut act.tx, id).await?.ok_or_else(Problem::not_found)?;
    let zone = app.zone_of(&mut act.tx, &question.inquiry).await?;
    let calendar = calendars::calendar(&mut act.tx).await?;
    let due_on = taken_up_by(&calendar, act.now.date_in(&zone)).into();
    let report = Harassment::reported(id.clone(), question.inquiry.clone(), text.to_owned(), due_on, act.now);
    harassments::insert(&mut act.tx, &report).await?;
    let head = journal::head(&mut act.tx, &Journal::from(&question.inquiry)).await?;
    let digest = head.digest(&report.text);
    act.record(happening::harassment(Kind::Harassed, &report, question.asker.as_ref(), Some(digest)));
    let seen = app.as_seen(&mut act.tx, question).await?;
    Ok(app.settle(act, stands(&seen)).await?)
}

/// The day by which a supervisor takes it up: one working day later.
fn taken_up_by(calendar: &Calendar, day: Date) -> Date {
    calendar.add_working_days(day, 1).on
}

/// What the asker says to a department that asks for the flat number.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = FlatAnswer)]
pub struct Said {
    /// Which request.
    pub request: Option<String>,
    /// Yes or no. A yes may be taken back by a no.
    pub agree: Option<bool>,
    /// The flat number, with a yes; the one that was left with the question when nothing is said.
    pub flat: Option<String>,
    /// The request's version that was seen.
    pub version: Option<i64>,
}

/// Says yes or no to a department that asks for the flat number.
#[utoipa::path(post, path = "/receipts/{receipt}/flat", request_body = Said, params(("receipt" = String, Path)),
    responses((status = 200, body = Stands), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn flat_call(State(app): State<App>, opener: Opener, sent: Sent<Said>) -> Result<Json<Stands>, Problem> {
    seen(sent.body.version)?;
    let by = by_asker(&opener.0, &sent);
    answer_flat(&app, &by, &opener.0.id, &sent.body).await.map(Json)
}

/// Stores the asker's answer to one request; with a no, whatever was given to it goes.
pub async fn answer_flat(app: &App, by: &By, id: &QuestionId, said: &Said) -> Result<Stands, Problem> {
    let required = |field| Problem::fields(&[Wrong { field, code: "required", limit: None }]);
    let agree = said.agree.ok_or_else(|| required("agree"))?;
    let mut act = app.begin(by).await?;
    let question = questions::get(&mut act.tx, id).await?.ok_or_else(Problem::not_found)?;
    let asked = flats::get(&mut act.tx, said.request.as_deref().unwrap_or_default()).await?;
    let asked = asked.filter(|it| it.question == *id).ok_or_else(Problem::not_found)?;
    asked.must_be(said.version.unwrap_or_default())?;
    let answered = if agree { asked.agree(act.now)? } else { asked.refuse(act.now)? };
    // To a department that does not owe the question any more, nobody says yes.
    if agree && question.owner_department.as_ref() != Some(&asked.department) {
        return Err(Refusal::WrongState.into());
    }
    let flat = match clean_line(said.flat.as_deref().unwrap_or_default()) {
        _ if !agree => None,
        typed if typed.chars().count() > FLAT_CHARS => {
            return Err(Problem::fields(&[Wrong { field: "flat", code: "too_long", limit: Some(FLAT_CHARS as i64) }]));
        }
        typed if typed.is_empty() => app.flat_left(&mut act.tx, id).await?,
        typed => Some(typed),
    };
    if agree && flat.is_none() {
        return Err(required("flat"));
    }
    let sealed = flat.map(|flat| app.vault.seal(&answered.id, "flat", &flat));
    flats::save(&mut act.tx, &answered, sealed.as_deref()).await?;
    act.record(happening::flat(Kind::FlatAnswered, Some(&asked), &answered, question.asker.as_ref()));
    let seen = app.as_seen(&mut act.tx, question).await?;
    Ok(app.settle(act, stands(&seen)).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn harassment_told_before_days_off_is_taken_up_on_the_first_day_of_work() {
        let friday = Date::constant(2026, 11, 20);

        assert_eq!(taken_up_by(&Calendar::published(), friday), Date::constant(2026, 11, 23));
    }
}
