//! A demonstration: one inquiry that is followed up, one on air now, one collecting questions; made by the real gestures.

mod contest;
mod house;
mod promises;
mod safety;
mod said;
mod script;
mod stage;

use anyhow::Context as _;

use crate::{
    app::{
        App, By, Key,
        flood::{Answer, Ask, Flood, Second},
        reveal::reveal,
    },
    chores::release::release_due,
    crew::token,
    desk::{decide::decide, merge::merge},
    domain::{
        happening::{Actor, phase_changed},
        id::{InquiryId, QuestionId, VisitorId},
        inquiry::{Inquiry, Phase},
        moment::{Moment, days, minutes},
        provenance::Provenance,
        question::{Action, Wish},
        reason::Reason,
        role::{Deed, Grant, Role, Scope, Staff},
    },
    intake::ask::{Writing, check, sealed},
    store::{
        inquiries::{self, Department},
        people::{self, CredentialKind},
        questions,
    },
    vault::token as secret,
};
use house::{Departments, Plan, house, open_call};
use script::{Line, Script};

/// What was made: a link for each audience.
pub type Links = Vec<(&'static str, String)>;

/// Makes the demonstration, unless somebody works here already.
pub async fn demo(app: &App) -> anyhow::Result<Option<Links>> {
    let mut tx = app.store.read().await?;
    let is_new = people::is_empty(&mut tx).await?;
    drop(tx);
    if !is_new {
        return Ok(None);
    }
    let script = Script::read()?;
    let people = People {
        guyu: staff(app, "谷雨", Role::Moderator).await?,
        xiaoman: staff(app, "小满", Role::Moderator).await?,
        operator: staff(app, "冬至", Role::Operator).await?,
        departments: house(app).await?,
        gallery: stage::Gallery {
            director: staff(app, "清明", Role::Director).await?,
            second: staff(app, "惊蛰", Role::Director).await?,
            deputy: staff(app, "芒种", Role::Deputy).await?,
        },
        crew: promises::Crew {
            scribe: staff(app, "苏芒", Role::Scribe).await?,
            supervisor: staff(app, "程立", Role::Supervisor).await?,
            verifier: staff(app, "罗秋", Role::Verifier).await?,
            officers: vec![
                ("shijian", promises::officer(app, "何苗", "shijian").await?),
                ("chengguan", promises::officer(app, "江禾", "chengguan").await?),
            ],
        },
    };
    let now = app.now();
    let asker = finished(app, &people, &script.finished, now).await?;
    on_air(app, &people, script.live, now).await?;
    at(app, now);
    let plan = Plan { slug: "xiaomen", theme: "校门口这条路", starts_at: evening(now, 9), minutes: 75 };
    let collecting = open_call(app, &plan, &["jiaotong", "jiaoyu", "chengguan"]).await?;
    ask_and_judge(app, &collecting, &script.collecting, &people.xiaoman, &people).await?;
    at(app, now);
    Ok(Some(links(app, asker).await?))
}

/// Everybody who works in the demonstration.
struct People {
    guyu: Staff,
    xiaoman: Staff,
    operator: Staff,
    departments: Departments,
    gallery: stage::Gallery,
    crew: promises::Crew,
}

/// The show of seven weeks ago: asked, answered on air and in writing, promised and followed. The address of an asker.
async fn finished(app: &App, people: &People, lines: &[Line], now: Moment) -> anyhow::Result<String> {
    let plan = Plan { slug: "shipin", theme: "守住舌尖上的安全", starts_at: evening(now, -45), minutes: 60 };
    at(app, plan.starts_at - days(20));
    let inquiry = open_call(app, &plan, &["shijian", "chengguan"]).await?;
    let asked = ask_and_judge(app, &inquiry, lines, &people.guyu, people).await?;
    to_phase(app, &inquiry.id, &[Phase::Curating, Phase::Ready]).await?;
    let places = stage::arranged(app, &inquiry, &people.gallery, &asked).await?;
    at(app, plan.starts_at);
    to_phase(app, &inquiry.id, &[Phase::Live]).await?;
    stage::shown(app, &inquiry, &people.gallery, &places, plan.starts_at, 7).await?;
    let caught = promises::caught(app, &inquiry, &people.crew, &asked).await?;
    at(app, plan.starts_at + minutes(75));
    to_phase(app, &inquiry.id, &[Phase::HandingOver]).await?;
    promises::close(app, &inquiry, &people.crew, &asked).await?;
    to_phase(app, &inquiry.id, &[Phase::Supervising]).await?;
    let reachable = asked.iter().find(|(line, _)| line.contact.is_some()).context("somebody left a number")?;
    app.clock.pass(days(2));
    reveal(app, &people.guyu, &reachable.1, "核对公平秤的位置，请提问人带路").await?;
    app.clock.pass(-days(2));
    app.clock.pass(days(3));
    safety::seen_to(app, &people.crew, &reachable.1).await?;
    app.clock.pass(-days(3));
    promises::answered(app, &people.crew, &asked).await?;
    safety::flat_wanted(app, people.crew.officer("shijian")?, &asked).await?;
    at(app, plan.starts_at + minutes(75));
    promises::followed(app, &caught, &people.crew).await?;
    let question = questions::get(&mut app.store.read().await?, &reachable.1).await?.context("it was stored")?;
    let receipt = app.vault.receipt(&question.id, inquiry.ordinal, question.number);
    Ok(format!("{}/r/{}?s={}", app.config.public_url(), receipt.number, receipt.secret))
}

/// The show on air: two questions are through, the third is being asked, and people go on sending.
async fn on_air(app: &App, people: &People, lines: Vec<Line>, now: Moment) -> anyhow::Result<()> {
    let began = now - minutes(28);
    let plan = Plan { slug: "wuye", theme: "加强物业管理", starts_at: began, minutes: 75 };
    at(app, began - days(21));
    let summoned = ["zhujian", "shijian", "xiaofang", "chengguan", "anhe", "hengli"];
    let inquiry = open_call(app, &plan, &summoned).await?;
    let (waiting, judged): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(Line::is_late);
    let asked = ask_and_judge(app, &inquiry, &judged, &people.guyu, people).await?;
    at(app, began - minutes(90));
    to_phase(app, &inquiry.id, &[Phase::Curating, Phase::Ready]).await?;
    let places = stage::arranged(app, &inquiry, &people.gallery, &asked).await?;
    at(app, began);
    to_phase(app, &inquiry.id, &[Phase::Live]).await?;
    at(app, began + minutes(5));
    ask_and_judge(app, &inquiry, &waiting, &people.guyu, people).await?;
    stage::shown(app, &inquiry, &people.gallery, &places, began + minutes(2), 8).await?;
    at(app, now);
    safety::pressed(app, &asked).await?;
    promises::live(app, &inquiry, &people.crew, &asked).await?;
    contest::contested(app, &asked).await?;
    release_due(app).await.context("what is on air is seen")?;
    Ok(())
}

/// Sets the house's clock to a moment.
fn at(app: &App, moment: Moment) {
    app.clock.pass(moment.since(app.now()));
}

/// Eight in the evening, so many days from now, as a show begins.
fn evening(now: Moment, n: i64) -> Moment {
    let zone = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap_or(jiff::tz::TimeZone::UTC);
    let day = (now + days(n)).date_in(&zone);
    let begins = zone.to_timestamp(day.at(20, 0, 0, 0));
    begins.map_or(now + days(n), |begins| Moment(begins.as_millisecond()))
}

/// Addresses for each audience; those for staff are one-time invitations.
async fn links(app: &App, asker: String) -> anyhow::Result<Links> {
    let url = app.config.public_url();
    let mut links: Links = vec![
        ("观众 audience, collecting", format!("{url}/i/xiaomen")),
        ("观众 audience, live", format!("{url}/i/wuye")),
        ("观众 audience, afterwards", format!("{url}/i/shipin")),
        ("提问人 an asker, afterwards", asker),
        ("承诺公示 the public book", format!("{url}/ledger")),
    ];
    for (who, name, role, department) in [
        ("审核员 moderator", "谷雨", Role::Moderator, None),
        ("审核员 second moderator", "小满", Role::Moderator, None),
        ("审核组长 lead", "立秋", Role::Lead, None),
        ("代录 operator", "冬至", Role::Operator, None),
        ("导播 director", "清明", Role::Director, None),
        ("主持人 host", "立夏", Role::Host, None),
        ("场记 scribe", "苏芒", Role::Scribe, None),
        ("督办 supervisor", "程立", Role::Supervisor, None),
        ("责任单位 department", "何苗", Role::Department, Some("shijian")),
        ("责任单位 second department", "江禾", Role::Department, Some("chengguan")),
        ("核查人 verifier", "罗秋", Role::Verifier, None),
        ("人大代表 deputy", "芒种", Role::Deputy, None),
        ("人大办公室 clerk", "白露", Role::Clerk, None),
        ("审计 auditor", "霜降", Role::Auditor, None),
    ] {
        let invitation = secret::staff_token();
        token::give(app, name, role, None, department, CredentialKind::Invitation, &invitation).await?;
        links.push((who, format!("{url}/sign-in?invitation={invitation}")));
    }
    Ok(links)
}

async fn staff(app: &App, name: &str, role: Role) -> anyhow::Result<Staff> {
    token::give(app, name, role, None, None, CredentialKind::Token, &secret::staff_token()).await?;
    let mut act = app.begin(&By::from(Actor::House)).await?;
    let now = act.now;
    let person = people::named(&mut act.tx, name, now).await?;
    Ok(Staff { person: person.id, name: person.name, grants: vec![Grant { role, scope: Scope::House }] })
}

async fn to_phase(app: &App, id: &InquiryId, phases: &[Phase]) -> anyhow::Result<()> {
    for &phase in phases {
        let mut act = app.begin(&By::from(Actor::House)).await?;
        let before = inquiries::get(&mut act.tx, id).await?.context("the inquiry exists")?;
        let after = before.go_to(phase, 0)?;
        inquiries::save(&mut act.tx, &after).await?;
        act.record(phase_changed(&before, &after));
        app.settle(act, ()).await?;
    }
    Ok(())
}

/// Citizens ask, a moderator judges, devices say that they share it.
async fn ask_and_judge<'a>(
    app: &App,
    inquiry: &Inquiry,
    lines: &'a [Line],
    moderator: &Staff,
    people: &People,
) -> anyhow::Result<Vec<stage::Asked<'a>>> {
    let mut ids = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        ids.push(ask(app, inquiry, n, line, &people.operator, &people.departments).await?);
        app.clock.pass(minutes(1));
    }
    for (line, id) in lines.iter().zip(&ids) {
        judge(app, moderator, line, id, &ids).await?;
        for device in 0..line.seconds {
            let visitor = VisitorId(format!("demo-{id}-{device}"));
            let second = Second { question: id.clone(), visitor, given: true, counted: true };
            // What is not public cannot be shared; the script does not try.
            app.submitter.submit(Flood::Second(second)).await?;
        }
    }
    app.clock.pass(-minutes(1) * lines.len() as i64);
    Ok(lines.iter().zip(ids).collect())
}

async fn ask(
    app: &App,
    inquiry: &Inquiry,
    n: usize,
    line: &Line,
    operator: &Staff,
    departments: &[Department],
) -> anyhow::Result<QuestionId> {
    let writing = Writing {
        text: Some(line.text.clone()),
        title: None,
        place: line.place.clone(),
        department: line.department.clone(),
        name: line.name.clone(),
        contact: line.contact.clone(),
        visibility: line.visibility.clone(),
        ..Writing::default()
    };
    let written =
        check(writing, departments).map_err(|problem| anyhow::anyhow!("a line of the script: {}", problem.code()))?;
    let typed_in = line.source.as_deref().and_then(Provenance::of);
    let visitor = typed_in.is_none().then(|| VisitorId(format!("demo-{}-{n}", inquiry.slug)));
    let actor = visitor.clone().map_or_else(|| Actor::Person(operator.person.clone()), Actor::Visitor);
    let key = Key {
        scope: format!("demo {}", inquiry.slug),
        key: format!("{n} {}", line.text.chars().take(30).collect::<String>()),
        digest: String::new(),
    };
    let mut new = sealed(app, inquiry, visitor, written);
    if let Some(provenance) = typed_in {
        new.question.provenance = provenance;
        (new.source, new.source_id) = (provenance.word(), line.source_id.clone());
    }
    match app.submitter.submit(Flood::Ask(Box::new(Ask { new, actor, key, by_staff: true }))).await? {
        Answer::Asked { question, .. } => Ok(question),
        Answer::Seconded { .. } => anyhow::bail!("a question was answered as a second"),
    }
}

async fn judge(app: &App, moderator: &Staff, line: &Line, id: &QuestionId, all: &[QuestionId]) -> anyhow::Result<()> {
    let Some(action) = &line.act else { return Ok(()) };
    debug_assert!(moderator.may_somewhere(Deed::Moderate));
    let by = By::from(Actor::Person(moderator.person.clone()));
    let mut tx = app.store.read().await?;
    let question = questions::get(&mut tx, id).await?.context("the question was stored")?;
    drop(tx);
    if action == "merge" {
        let into = all.get(line.like.unwrap_or_default()).context("a line to go under")?;
        merge(app, moderator, &by, id, question.version, into).await?;
        return Ok(());
    }
    let wish = Wish {
        action: Action::of(action).with_context(|| format!("no decision is called {action}"))?,
        reason: line.reason.as_deref().and_then(Reason::of),
        public_text: (action == "approve").then(|| line.public.clone().unwrap_or_else(|| line.text.clone())),
        department: None,
    };
    decide(app, moderator, &by, id, question.version, &wish, line.note.clone()).await?;
    Ok(())
}
