//! What was promised in the demonstration: caught, confirmed, followed, and left as such things are left.

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use super::{
    at,
    said::{FINISHED, LIVE, Said},
    stage::{self, Asked, by},
};
use crate::{
    app::App,
    crew::token,
    domain::{
        id::{CommitmentId, QuestionId},
        inquiry::Inquiry,
        moment::{Moment, days, minutes, seconds},
        role::{Role, Staff},
    },
    followup::{
        act::{self, Who},
        answer::{self, Reviewed, Written},
        capture::{self, Caught},
        closing::{self, Asked as Asking, HandedItem, Handing},
        evidence::{self, Sent},
        order::Wanted,
    },
    store::people::{self, CredentialKind},
};

/// Everybody who has to do with promises.
pub struct Crew {
    /// 场记.
    pub scribe: Staff,
    /// 督办.
    pub supervisor: Staff,
    /// 核查人.
    pub verifier: Staff,
    /// An officer of each department that owes, with its name in addresses.
    pub officers: Vec<(&'static str, Staff)>,
}

impl Crew {
    /// The officer of a department.
    pub fn officer(&self, slug: &str) -> anyhow::Result<&Staff> {
        let found = self.officers.iter().find(|(department, _)| *department == slug);
        Ok(&found.context("the department has an officer")?.1)
    }
}

/// Something done with a promise.
enum Deed {
    /// An action, as a call would bring it.
    Act(Value),
    /// The department shows two pictures and says that it is done.
    Report(&'static str),
}

/// So many days after the show, with which promise, by whom, what.
type Step<'a> = (i64, &'a CommitmentId, &'a Staff, Deed);

/// Promises of the show that is followed up, each caught while it was spoken and confirmed the same night.
pub async fn caught(
    app: &App,
    inquiry: &Inquiry,
    crew: &Crew,
    asked: &[Asked<'_>],
) -> anyhow::Result<Vec<CommitmentId>> {
    let mut ids = Vec::new();
    for said in &FINISHED {
        ids.push(catch(app, inquiry, crew, said, asked, inquiry.starts_at).await?);
    }
    for id in &ids {
        step(app, &crew.supervisor, id, json!({ "action": "confirm" })).await?;
    }
    Ok(ids)
}

/// What became of them, day by day: two kept, one in part, one broken, one sent back and late, two not due yet and one
/// without a date.
pub async fn followed(app: &App, ids: &[CommitmentId], crew: &Crew) -> anyhow::Result<()> {
    let Crew { supervisor, verifier, .. } = crew;
    let [meat, scales, drain, seals, kitchens, tests, fees, _] = ids else {
        anyhow::bail!("eight promises were caught")
    };
    let start = app.now();
    let (market, city) = (crew.officer("shijian")?, crew.officer("chengguan")?);
    let mut steps: Vec<Step<'_>> = Vec::new();
    let told = [
        (meat, "shijian", market, "先给26个肉摊统一配证夹", "证夹发完，21个摊位已经挂上"),
        (scales, "shijian", market, "联系厂家，先修两台，再换两台", "厂家来看过，两台主板要换，等配件"),
        (drain, "chengguan", city, "先抽水，再分三段挖", "第一段42米挖完，每天两车抽水"),
        (seals, "shijian", market, "分四片发，片片有人", "发了两片，165家"),
        (kitchens, "shijian", market, "一天接四家，先大后小", "接上31家"),
        (tests, "shijian", market, "抽检、出结果、当天贴", "摸底完成，名单贴在市场门口"),
        (fees, "chengguan", city, "先听摊主意见，再改办法", "开了两次座谈，到了23位摊主"),
    ];
    for (id, lead, officer, plan, progress) in told {
        let accept = json!({ "action": "accept", "owner": officer.name, "plan": plan });
        steps.push((1, id, supervisor, Deed::Act(json!({ "action": "assign", "lead": lead }))));
        steps.push((2, id, officer, Deed::Act(accept)));
        steps.push((5, id, officer, Deed::Act(json!({ "action": "progress", "note": progress }))));
    }
    let found = |verdict: &str, note: &str| json!({ "action": "verify", "verdict": verdict, "note": note });
    let later = json!({ "action": "extend", "until": day_after(start, 60), "reason": "7家摊位换了人，重新抽检" });
    let broken = json!({ "action": "judge", "judgement": "broken", "reason": "到期两台仍不能用，现场称过" });
    let close = || Deed::Act(json!({ "action": "close" }));
    steps.extend([
        (8, kitchens, market, Deed::Report("42家全部接上，屏幕照片附后")),
        (10, kitchens, verifier, Deed::Act(found("kept", "抽看12家，画面都能看到后厨"))),
        (18, kitchens, supervisor, close()),
        (10, scales, market, Deed::Report("4台公平秤已修复")),
        (13, scales, verifier, Deed::Act(found("not_kept", "用1公斤砝码称，两台不准，一台开不了机"))),
        (16, scales, supervisor, Deed::Act(broken)),
        (24, scales, supervisor, close()),
        (14, tests, market, Deed::Report("已全部张贴")),
        (17, tests, verifier, Deed::Act(found("not_kept", "看了20个摊位，7个没有贴"))),
        (18, tests, supervisor, Deed::Act(later)),
        (19, seals, market, Deed::Report("封签已发到各商户")),
        (26, seals, verifier, Deed::Act(found("kept_in_part", "点了15单，12单有封签"))),
        (34, seals, supervisor, close()),
        (28, meat, market, Deed::Report("26个肉摊都挂上了")),
        (40, meat, verifier, Deed::Act(found("kept", "三天各看一遍，26个摊位都是当天的证明"))),
        (41, drain, city, Deed::Report("三段都挖完，路面已恢复")),
    ]);
    steps.sort_by_key(|(day, ..)| *day);
    for (day, id, staff, deed) in steps {
        at(app, start + days(day) + minutes(90));
        match deed {
            Deed::Act(body) => step(app, staff, id, body).await?,
            Deed::Report(note) => report(app, id, staff, note).await?,
        }
    }
    Ok(())
}

/// Promises of the show on air: two confirmed, one just caught.
pub async fn live(app: &App, inquiry: &Inquiry, crew: &Crew, asked: &[Asked<'_>]) -> anyhow::Result<()> {
    let now = app.now();
    for (n, said) in LIVE.iter().enumerate() {
        let id = catch(app, inquiry, crew, said, asked, now).await?;
        if n + 1 < LIVE.len() {
            step(app, &crew.supervisor, &id, json!({ "action": "confirm" })).await?;
        }
    }
    at(app, now);
    Ok(())
}

/// 收场清点: every question that is left gets an owner and a date.
pub async fn close(app: &App, inquiry: &Inquiry, crew: &Crew, asked: &[Asked<'_>]) -> anyhow::Result<()> {
    let mut tx = app.store.read().await?;
    let left = closing::left(&mut tx, &crew.supervisor, &inquiry.slug, &Asking::default()).await?;
    drop(tx);
    // What is not answered yet has a day that is still to come.
    let due = day_after(app.now(), 60);
    let is_answered = |id: &QuestionId| asked.iter().any(|(line, it)| it == id && line.answer.is_some());
    let items: Vec<HandedItem> = left
        .items
        .into_iter()
        .map(|it| HandedItem {
            wanted: Wanted {
                department: it.department.map(|it| it.0),
                due_on: (!is_answered(&it.id)).then(|| due.clone()),
                order_text: it.public_text.or_else(|| Some("群众反映的事情，请书面答复".into())),
                version: Some(it.version),
                ..Wanted::default()
            },
            id: it.id.0,
        })
        .collect();
    if items.is_empty() {
        return Ok(());
    }
    let handing = Handing { items, department: Some("shijian".into()), ..Handing::default() };
    let handed = closing::hand_over_all(app, &crew.supervisor, &by(&crew.supervisor), &inquiry.slug, &handing).await;
    handed.map(drop).map_err(|problem| anyhow::anyhow!("the closing: {}", problem.code()))
}

/// The written answers: each is read by the office, but for the last, which came in yesterday.
pub async fn answered(app: &App, crew: &Crew, asked: &[Asked<'_>]) -> anyhow::Result<()> {
    let start = app.now();
    let written: Vec<_> = asked.iter().filter_map(|(line, id)| Some((line, id, line.answer.clone()?))).collect();
    for (n, (line, id, text)) in written.iter().enumerate() {
        let is_last = n + 1 == written.len();
        at(app, start + days(if is_last { 43 } else { 4 }));
        let slug = line.department.as_deref().unwrap_or("shijian");
        let officer = crew.officer(slug)?;
        let seen = stage::version(app, id).await?;
        let sent = Written { text: Some(text.clone()), signed_by: Some("分管负责人".into()), version: Some(seen) };
        answer::answer(app, officer, &by(officer), id, seen, &sent).await.context("a written answer")?;
        if is_last {
            return Ok(());
        }
        app.clock.pass(days(1));
        let seen = stage::version(app, id).await?;
        let read = Reviewed { verdict: Some("accept".into()), reason: None, version: Some(seen) };
        let done = answer::review(app, &crew.supervisor, &by(&crew.supervisor), id, seen, &read).await;
        done.map_err(|problem| anyhow::anyhow!("a written answer is read: {}", problem.code()))?;
    }
    Ok(())
}

/// Somebody of the staff of a department.
pub async fn officer(app: &App, name: &str, slug: &str) -> anyhow::Result<Staff> {
    let token = crate::vault::token::staff_token();
    token::give(app, name, Role::Department, None, Some(slug), CredentialKind::Token, &token).await?;
    let mut tx = app.store.read().await?;
    let found = people::staff_by_credential(&mut tx, &crate::vault::token::hash(&token), app.now()).await?;
    found.context("the officer was made")
}

/// The scribe marks the moment while it is spoken, and keeps the words a little later.
async fn catch(
    app: &App,
    inquiry: &Inquiry,
    crew: &Crew,
    said: &Said,
    asked: &[Asked<'_>],
    began: Moment,
) -> anyhow::Result<CommitmentId> {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    at(app, began + minutes(said.minute));
    let mark = capture::mark(app, &crew.scribe, &by(&crew.scribe), &inquiry.slug).await.context("a mark")?;
    let caught = Caught {
        quote: some(said.quote),
        kind: some(if said.what.is_empty() { "stance" } else { "promise" }),
        what: some(said.what),
        lead: some(said.lead),
        person: some("主要负责人"),
        due: some(said.due).map(Value::from),
        test: some(said.test),
        question: said.question.and_then(|n| asked.get(n)).map(|(_, id)| id.clone()),
        mark: Some(mark.mark),
        ..Caught::default()
    };
    app.clock.pass(seconds(25));
    let made = capture::capture(app, &crew.scribe, &by(&crew.scribe), &inquiry.slug, &caught).await;
    Ok(made.context("a promise of the script is caught")?.id)
}

async fn step(app: &App, staff: &Staff, id: &CommitmentId, mut body: Value) -> anyhow::Result<()> {
    let mut tx = app.store.read().await?;
    let stored = crate::store::commitments::get(&mut tx, id).await?.context("it was caught")?;
    drop(tx);
    body["version"] = json!(stored.it.version);
    let body: Map<String, Value> = serde_json::from_value(body)?;
    let done = act::act(app, &Who::Staff(staff.clone()), &by(staff), id, &body).await;
    done.map(drop)
        .map_err(|problem| anyhow::anyhow!("a step of the script: {} on {:?}", problem.code(), body.get("action")))
}

/// The department shows a picture and says that it is done.
async fn report(app: &App, id: &CommitmentId, officer: &Staff, note: &str) -> anyhow::Result<()> {
    let mut shown = Vec::new();
    for (side, tone) in [("before", 0), ("after", 1)] {
        let sent = Sent {
            file: picture(tone)?,
            side: side.into(),
            caption: Some(if tone == 0 { "整改前".into() } else { "整改后".into() }),
            ..Sent::default()
        };
        let taken = evidence::keep(app, officer, &by(officer), id, sent).await;
        shown.push(taken.map_err(|problem| anyhow::anyhow!("a picture of the script: {}", problem.code()))?.id);
    }
    step(app, officer, id, json!({ "action": "report_done", "evidence": shown, "note": note })).await
}

/// A plain picture, drawn here: a wall and a board on it, bare before and lit after.
fn picture(tone: u8) -> anyhow::Result<Vec<u8>> {
    let drawn = image::RgbImage::from_fn(640, 480, |x, y| {
        let is_board = (200..440).contains(&x) && (130..330).contains(&y);
        image::Rgb(match (is_board, tone) {
            (true, 0) => [96, 104, 110],
            (true, _) => [220, 236, 228],
            (false, _) if y > 400 => [150, 158, 164],
            (false, _) => [206, 212, 216],
        })
    });
    let mut file = std::io::Cursor::new(Vec::new());
    drawn.write_to(&mut file, image::ImageFormat::Png)?;
    Ok(file.into_inner())
}

/// The day so many days after the show.
fn day_after(start: Moment, n: i64) -> String {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap_or(jiff::tz::TimeZone::UTC);
    (start + days(n)).date_in(&zone).to_string()
}
