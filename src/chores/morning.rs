//! 次日速报 at 08:30: on the morning after a show its sheet is fixed as it stands, to be read later as it stood.

use std::time::Duration;

use jiff::{civil::Time, tz::TimeZone};
use tokio::sync::watch;

use crate::{
    app::{self, App, By},
    domain::{
        happening::{self, Actor},
        inquiry::{Inquiry, Phase},
        moment::{Moment, days},
    },
    store::{
        inquiries,
        journal::digest_of,
        sendings::{self, Morning},
    },
};

/// How often is looked for what is due.
const EVERY: Duration = Duration::from_secs(20);
/// When, on the programme's clock.
const AT: (i8, i8) = (8, 30);
/// For how long after a show a sheet is still fixed, where nobody closed the show before, in milliseconds.
const NOT_LATER_MS: i64 = days(7);

/// Fixes what is due until the house closes.
pub async fn run(app: App, mut closed: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            _ = every.tick() => {
                if let Err(error) = fix_due(&app).await {
                    tracing::warn!(%error, "a sheet of the morning was not fixed and is tried again: {error}");
                }
            }
            _ = closed.changed() => return,
        }
    }
}

/// Fixes every sheet that is due, and says how many that were.
pub async fn fix_due(app: &App) -> app::Result<usize> {
    let mut tx = app.store.read().await?;
    let mut due = Vec::new();
    for inquiry in inquiries::known(&mut tx).await? {
        let is_over = inquiry.phase >= Phase::HandingOver && inquiry.starts_at > app.now() - NOT_LATER_MS;
        if is_over
            && morning_after(&inquiry, &app.zone(&mut tx, &inquiry.programme).await?) <= app.now()
            && sendings::morning(&mut tx, &inquiry.id).await?.is_none()
        {
            due.push(inquiry);
        }
    }
    drop(tx);
    for inquiry in &due {
        fix(app, inquiry).await?;
    }
    Ok(due.len())
}

/// Half past eight on the day after the show.
fn morning_after(inquiry: &Inquiry, zone: &TimeZone) -> Moment {
    let (hour, minute) = AT;
    let next = inquiry.starts_at.date_in(zone).tomorrow().unwrap_or(inquiry.starts_at.date_in(zone));
    let at = next.to_datetime(Time::constant(hour, minute, 0, 0));
    zone.to_timestamp(at).map_or(inquiry.starts_at + days(1), |at| Moment(at.as_millisecond()))
}

async fn fix(app: &App, inquiry: &Inquiry) -> app::Result<()> {
    let mut act = app.begin(&By::from(Actor::House)).await?;
    let programme = inquiries::programme(&mut act.tx, &inquiry.programme).await?;
    let report = app.morning(&mut act.tx, inquiry, app.today(&programme)).await?;
    let sheet = serde_json::to_string(&report).map_err(crate::store::Error::from)?;
    let fixed = Morning { inquiry: inquiry.id.clone(), at: act.now, sheet };
    // Another node may have been first.
    if sendings::fix_morning(&mut act.tx, &fixed).await? {
        act.record(happening::morning_fixed(&inquiry.id, fixed.at, digest_of(&[&fixed.sheet])));
        app.settle(act, ()).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::{InquiryId, ProgrammeId};

    #[test]
    fn the_morning_after_is_of_the_programmes_zone() {
        let zone = TimeZone::get("Asia/Shanghai").unwrap();
        let evening: jiff::Timestamp = "2026-09-24T12:00:00Z".parse().unwrap();
        let inquiry = Inquiry {
            id: InquiryId::from("i"),
            ordinal: 1,
            slug: "a".into(),
            programme: ProgrammeId::from("p"),
            theme: "加强物业管理".into(),
            phase: Phase::HandingOver,
            interruption: None,
            sentence: None,
            starts_at: Moment(evening.as_millisecond()),
            minutes: 75,
            call_closes_at: Moment(0),
            stream_url: None,
            delay_ms: 20_000,
            version: 1,
        };

        let at = morning_after(&inquiry, &zone);

        assert_eq!(at.read_in(&zone).strftime("%m-%d %H:%M").to_string(), "09-25 08:30");
    }
}
