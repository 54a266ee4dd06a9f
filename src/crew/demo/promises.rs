//! What was promised in the demonstration: caught, confirmed, followed, and left as such things are left.

use anyhow::Context as _;
use serde_json::{Map, Value, json};

use crate::{
    app::{App, By},
    crew::token,
    domain::{
        happening::Actor,
        id::CommitmentId,
        inquiry::Inquiry,
        moment::{Moment, days, minutes},
        role::{Role, Staff},
    },
    followup::{
        act::{self, Who},
        capture::{self, Caught},
        closing::{self, Asked, HandedItem, Handing},
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
    /// An officer of the department that owes most.
    pub officer: Staff,
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

/// Promises of the show that is followed up: kept in time, sent back and late, in notice, and without a date.
pub async fn caught(app: &App, inquiry: &Inquiry, crew: &Crew) -> anyhow::Result<Vec<CommitmentId>> {
    let said = [
        (12, "全县食堂的后厨监控，十天内接上公示屏。", "全县42家学校食堂后厨监控接上公示屏", "10天内"),
        (20, "过期食品的抽检结果，十五天内一家一家贴出来。", "城东市场38家摊位抽检结果张贴公示", "15天内"),
        (31, "外卖封签，二十天内县城全覆盖。", "县城317家外卖商户全部使用封签", "20天内"),
        (44, "农村流动餐车的问题，我们尽快研究。", "", ""),
    ];
    let mut ids = Vec::new();
    for (minute, quote, what, due) in said {
        ids.push(catch(app, inquiry, crew, ("shijian", minute), quote, what, due).await?);
    }
    for id in &ids {
        step(app, &crew.supervisor, id, json!({ "action": "confirm" })).await?;
    }
    Ok(ids)
}

/// What became of them, day by day.
pub async fn followed(app: &App, ids: &[CommitmentId], crew: &Crew) -> anyhow::Result<()> {
    let Crew { supervisor, verifier, officer, .. } = crew;
    let [kept, sent_back, notice, _] = ids else { anyhow::bail!("four promises were caught") };
    let start = app.now();
    let mut steps: Vec<Step<'_>> = Vec::new();
    for id in [kept, sent_back, notice] {
        let plan = json!({ "action": "accept", "owner": "何苗", "plan": "先摸底，再逐家落实，每周报一次" });
        let progress = json!({ "action": "progress", "note": "摸底完成，名单已贴在局门口" });
        steps.push((1, id, supervisor, Deed::Act(json!({ "action": "assign", "lead": "shijian" }))));
        steps.push((2, id, officer, Deed::Act(plan)));
        steps.push((5, id, officer, Deed::Act(progress)));
    }
    let found = |verdict: &str, note: &str| json!({ "action": "verify", "verdict": verdict, "note": note });
    let later = json!({ "action": "extend", "until": day_after(start, 40), "reason": "打印机故障，补贴7家" });
    steps.extend([
        (8, kept, officer, Deed::Report("42家全部接上，屏幕照片附后")),
        (10, kept, verifier, Deed::Act(found("kept", "抽看12家，画面都能看到后厨"))),
        (18, kept, supervisor, Deed::Act(json!({ "action": "close" }))),
        (14, sent_back, officer, Deed::Report("已全部张贴")),
        (17, sent_back, verifier, Deed::Act(found("not_kept", "看了20个摊位，7个没有贴"))),
        (18, sent_back, supervisor, Deed::Act(later)),
        (19, notice, officer, Deed::Report("封签已发到各商户")),
        (26, notice, verifier, Deed::Act(found("kept_in_part", "点了15单，12单有封签"))),
    ]);
    steps.sort_by_key(|(day, ..)| *day);
    for (day, id, staff, deed) in steps {
        app.clock.pass(start.since(app.now()) + days(day) + minutes(90));
        match deed {
            Deed::Act(body) => step(app, staff, id, body).await?,
            Deed::Report(note) => report(app, id, staff, note).await?,
        }
    }
    app.clock.pass(start.since(app.now()));
    Ok(())
}

/// Promises of the show on air: one confirmed, one just caught.
pub async fn live(app: &App, inquiry: &Inquiry, crew: &Crew) -> anyhow::Result<()> {
    let lanes = ("东苑新村的消防通道，三十天内清开，画上黄线。", "东苑新村消防通道清开、画黄线");
    let first = catch(app, inquiry, crew, ("xiaofang", 0), lanes.0, lanes.1, "30天内").await?;
    step(app, &crew.supervisor, &first, json!({ "action": "confirm" })).await?;
    let accounts = ("公共收益的账，十五天内张榜，以后每季度贴一次。", "公共收益账目张榜公布");
    catch(app, inquiry, crew, ("anhe", 1), accounts.0, accounts.1, "15天内").await?;
    Ok(())
}

/// 收场清点: what was left gets an owner and a date, but for a few that the supervisor still has to go through.
pub async fn close(app: &App, inquiry: &Inquiry, crew: &Crew) -> anyhow::Result<()> {
    let mut tx = app.store.read().await?;
    let left = closing::left(&mut tx, &crew.supervisor, &inquiry.slug, &Asked::default()).await?;
    drop(tx);
    let keep = left.items.len().saturating_sub(2);
    let items: Vec<HandedItem> = left
        .items
        .into_iter()
        .take(keep)
        .map(|it| HandedItem {
            id: it.id.0,
            wanted: Wanted {
                order_text: it.public_text.or_else(|| Some("群众反映的事情，请书面答复".into())),
                version: Some(it.version),
                ..Wanted::default()
            },
        })
        .collect();
    if items.is_empty() {
        return Ok(());
    }
    let handing = Handing { items, department: Some("shijian".into()), ..Handing::default() };
    let by = By::from(Actor::Person(crew.supervisor.person.clone()));
    let handed = closing::hand_over_all(app, &crew.supervisor, &by, &inquiry.slug, &handing).await;
    handed.map(drop).map_err(|problem| anyhow::anyhow!("the closing: {}", problem.code()))
}

/// Somebody of the staff of a department.
pub async fn officer(app: &App, name: &str, slug: &str) -> anyhow::Result<Staff> {
    let token = crate::vault::token::staff_token();
    token::give(app, name, Role::Department, None, Some(slug), CredentialKind::Token, &token).await?;
    let mut tx = app.store.read().await?;
    let found = people::staff_by_credential(&mut tx, &crate::vault::token::hash(&token), app.now()).await?;
    found.context("the officer was made")
}

async fn catch(
    app: &App,
    inquiry: &Inquiry,
    crew: &Crew,
    (lead, minute): (&str, i64),
    quote: &str,
    what: &str,
    due: &str,
) -> anyhow::Result<CommitmentId> {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let kind = if what.is_empty() { "stance" } else { "promise" };
    let caught = Caught {
        quote: some(quote),
        kind: some(kind),
        what: some(what),
        lead: some(lead),
        person: some("主要负责人"),
        due: some(due).map(Value::from),
        ..Caught::default()
    };
    app.clock.pass(minutes(minute));
    let by = By::from(Actor::Person(crew.scribe.person.clone()));
    let made = capture::capture(app, &crew.scribe, &by, &inquiry.slug, &caught).await;
    app.clock.pass(-minutes(minute));
    Ok(made.context("a promise of the script is caught")?.id)
}

async fn step(app: &App, staff: &Staff, id: &CommitmentId, mut body: Value) -> anyhow::Result<()> {
    let mut tx = app.store.read().await?;
    let stored = crate::store::commitments::get(&mut tx, id).await?.context("it was caught")?;
    drop(tx);
    body["version"] = json!(stored.it.version);
    let body: Map<String, Value> = serde_json::from_value(body)?;
    let by = By::from(Actor::Person(staff.person.clone()));
    let done = act::act(app, &Who::Staff(staff.clone()), &by, id, &body).await;
    done.map(drop)
        .map_err(|problem| anyhow::anyhow!("a step of the script: {} on {:?}", problem.code(), body.get("action")))
}

/// The department shows a picture and says that it is done.
async fn report(app: &App, id: &CommitmentId, officer: &Staff, note: &str) -> anyhow::Result<()> {
    let by = By::from(Actor::Person(officer.person.clone()));
    let mut shown = Vec::new();
    for (side, tone) in [("before", 0), ("after", 1)] {
        let sent = Sent {
            file: picture(tone)?,
            side: side.into(),
            caption: Some(if tone == 0 { "整改前".into() } else { "整改后".into() }),
            ..Sent::default()
        };
        let taken = evidence::keep(app, officer, &by, id, sent).await;
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
