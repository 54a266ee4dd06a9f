//! A demonstration: one inquiry that is followed up, one on air now, one collecting questions; made by the real gestures.

mod promises;
mod script;

use anyhow::Context as _;

use crate::{
    app::{
        App, By, Key,
        flood::{Answer, Ask, Flood, Second},
    },
    crew::token,
    desk::{decide::decide, merge::merge},
    domain::{
        happening::{Actor, phase_changed},
        id::{DepartmentId, InquiryId, ProgrammeId, QuestionId, VisitorId},
        inquiry::{Inquiry, Phase},
        moment::{Moment, days, minutes},
        question::{Action, Wish},
        reason::Reason,
        role::{Deed, Grant, Role, Scope, Staff},
    },
    intake::ask::{Writing, check, sealed},
    office::{department, house::crew, inquiry, plan::Change, programme},
    store::{
        inquiries,
        inquiries::{Department, Programme},
        people::{self, CredentialKind},
        questions,
    },
    vault::token as secret,
};
use script::{Line, Script};

/// The name in addresses of the one programme.
const PROGRAMME: &str = "minhuwoying";

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
    let guyu = staff(app, "谷雨", Role::Moderator).await?;
    let xiaoman = staff(app, "小满", Role::Moderator).await?;
    let departments = house(app).await?;
    let crew = promises::Crew {
        scribe: staff(app, "苏芒", Role::Scribe).await?,
        supervisor: staff(app, "程立", Role::Supervisor).await?,
        verifier: staff(app, "罗秋", Role::Verifier).await?,
        officer: promises::officer(app, "何苗", "shijian").await?,
    };
    let now = app.now();
    // The followed-up one was called for two months ago and went live a month ago; the house's clock goes through it all.
    let finished = Plan { slug: "shipin", theme: "守住舌尖上的安全", starts_at: now - days(30), minutes: 60 };
    let live = Plan { slug: "wuye", theme: "加强物业管理", starts_at: now - minutes(30), minutes: 75 };
    let collecting = Plan { slug: "xiaomen", theme: "校门口这条路", starts_at: now + days(9), minutes: 75 };
    app.clock.pass(-days(50));
    let finished = open_call(app, &finished, &["shijian", "chengguan"]).await?;
    ask_and_judge(app, &finished, &script.finished, &guyu, &departments).await?;
    app.clock.pass(days(20));
    to_phase(app, &finished.id, &[Phase::Curating, Phase::Ready, Phase::Live]).await?;
    let caught = promises::caught(app, &finished, &crew).await?;
    to_phase(app, &finished.id, &[Phase::HandingOver]).await?;
    promises::close(app, &finished, &crew).await?;
    promises::followed(app, &caught, &crew).await?;
    app.clock.pass(days(9));
    let live = open_call(app, &live, &["zhujian", "shijian", "xiaofang", "chengguan", "anhe", "hengli"]).await?;
    let (waiting, judged): (Vec<Line>, Vec<Line>) = script.live.into_iter().partition(|line| line.is_late());
    ask_and_judge(app, &live, &judged, &guyu, &departments).await?;
    app.clock.pass(days(21) - minutes(20));
    to_phase(app, &live.id, &[Phase::Curating, Phase::Ready, Phase::Live]).await?;
    ask_and_judge(app, &live, &waiting, &guyu, &departments).await?;
    promises::live(app, &live, &crew).await?;
    app.clock.pass(minutes(20));
    let collecting = open_call(app, &collecting, &["jiaotong", "jiaoyu", "chengguan"]).await?;
    ask_and_judge(app, &collecting, &script.collecting, &xiaoman, &departments).await?;
    Ok(Some(links(app).await?))
}

/// Addresses for each audience; those for staff are one-time invitations.
async fn links(app: &App) -> anyhow::Result<Links> {
    let url = app.config.public_url();
    let mut links: Links = vec![
        ("观众 audience, collecting", format!("{url}/i/xiaomen")),
        ("观众 audience, live", format!("{url}/i/wuye")),
        ("观众 audience, afterwards", format!("{url}/i/shipin")),
        ("承诺公示 the public book", format!("{url}/ledger")),
    ];
    for (who, name, role, department) in [
        ("审核员 moderator", "谷雨", Role::Moderator, None),
        ("审核员 second moderator", "小满", Role::Moderator, None),
        ("导播 director", "清明", Role::Director, None),
        ("主持人 host", "立夏", Role::Host, None),
        ("场记 scribe", "苏芒", Role::Scribe, None),
        ("督办 supervisor", "程立", Role::Supervisor, None),
        ("责任单位 department", "何苗", Role::Department, Some("shijian")),
        ("核查人 verifier", "罗秋", Role::Verifier, None),
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

/// The programme's departments.
type Departments = Vec<Department>;

/// Makes the programme and its departments.
async fn house(app: &App) -> anyhow::Result<Departments> {
    let (staff, by) = (crew(), By::from(Actor::House));
    let wanted = Programme {
        id: ProgrammeId::new(),
        slug: PROGRAMME.into(),
        name: "民呼我应".into(),
        organiser: "望河县人大常委会".into(),
        hotline: Some("0999-5550123".into()),
        zone: "Asia/Shanghai".into(),
        notice_days: 7,
        version: 1,
    };
    programme::make(app, &staff, &by, wanted).await?;
    for (slug, name, kind) in [
        ("zhujian", "住房和城乡建设局", "organ"),
        ("shijian", "市场监督管理局", "organ"),
        ("xiaofang", "消防救援大队", "organ"),
        ("chengguan", "城市管理局", "organ"),
        ("jiaotong", "公安局交通警察大队", "organ"),
        ("jiaoyu", "教育局", "organ"),
        ("anhe", "望河安和物业", "company"),
        ("hengli", "望河恒邻物业", "company"),
    ] {
        let (id, version) = (DepartmentId::new(), 1);
        let wanted = Department { id, slug: slug.into(), name: name.into(), kind: kind.into(), version };
        department::make(app, &staff, &by, wanted).await?;
    }
    Ok(inquiries::departments(&mut app.store.read().await?).await?)
}

struct Plan {
    slug: &'static str,
    theme: &'static str,
    starts_at: Moment,
    minutes: i64,
}

/// Makes an inquiry and opens its call.
async fn open_call(app: &App, plan: &Plan, summoned: &[&str]) -> anyhow::Result<Inquiry> {
    let (staff, by) = (crew(), By::from(Actor::House));
    let change = Change {
        theme: Some(plan.theme.into()),
        starts_at: Some(plan.starts_at),
        minutes: Some(plan.minutes),
        call_closes_at: Some(plan.starts_at - days(3)),
        summoned: Some(summoned.iter().map(|slug| (*slug).to_owned()).collect()),
        ..Change::default()
    };
    let made = inquiry::make(app, &staff, &by, plan.slug, PROGRAMME, &change).await?;
    inquiry::open(app, &staff, &by, plan.slug, made.version).await?;
    let opened = inquiries::get(&mut app.store.read().await?, &made.id).await?;
    opened.context("the inquiry was made")
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
async fn ask_and_judge(
    app: &App,
    inquiry: &Inquiry,
    lines: &[Line],
    moderator: &Staff,
    departments: &[Department],
) -> anyhow::Result<()> {
    let mut ids = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        ids.push(ask(app, inquiry, n, line, departments).await?);
        app.clock.pass(minutes(1));
    }
    for (line, id) in lines.iter().zip(&ids) {
        judge(app, moderator, line, id, &ids).await?;
        for device in 0..line.seconds {
            let visitor = VisitorId(format!("demo-{id}-{device}"));
            let second = Second { question: id.clone(), visitor, given: true };
            // What is not public cannot be shared; the script does not try.
            app.submitter.submit(Flood::Second(second)).await?;
        }
    }
    app.clock.pass(-minutes(1) * lines.len() as i64);
    Ok(())
}

async fn ask(
    app: &App,
    inquiry: &Inquiry,
    n: usize,
    line: &Line,
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
    };
    let written =
        check(writing, departments).map_err(|problem| anyhow::anyhow!("a line of the script: {}", problem.code()))?;
    let visitor = VisitorId(format!("demo-{}-{n}", inquiry.slug));
    let actor = Actor::Visitor(visitor.clone());
    let key = Key {
        scope: format!("demo {}", inquiry.slug),
        key: line.text.chars().take(30).collect(),
        digest: String::new(),
    };
    let new = sealed(app, inquiry, Some(visitor), written);
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
    decide(app, moderator, &by, id, question.version, &wish, None).await?;
    Ok(())
}
