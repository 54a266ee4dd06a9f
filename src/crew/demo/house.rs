//! The house of the demonstration: its programme, its departments with whoever answers for them, its inquiries.

use anyhow::Context as _;

use crate::{
    app::{App, By},
    domain::{
        happening::Actor,
        id::{DepartmentId, ProgrammeId},
        inquiry::Inquiry,
        moment::{Moment, days},
    },
    office::{
        department,
        house::crew,
        inquiry,
        plan::{Change, Speaker},
        programme,
    },
    store::inquiries::{self, Department, Programme},
};

/// The name in addresses of the one programme.
const PROGRAMME: &str = "minhuwoying";

/// The programme's departments.
pub type Departments = Vec<Department>;

/// Makes the programme and its departments.
pub async fn house(app: &App) -> anyhow::Result<Departments> {
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

/// An inquiry to be made.
pub struct Plan {
    /// Its name in addresses.
    pub slug: &'static str,
    /// What it is about.
    pub theme: &'static str,
    /// When its show begins.
    pub starts_at: Moment,
    /// How long it takes.
    pub minutes: i64,
}

/// Makes an inquiry and opens its call.
pub async fn open_call(app: &App, plan: &Plan, summoned: &[&str]) -> anyhow::Result<Inquiry> {
    let (staff, by) = (crew(), By::from(Actor::House));
    let change = Change {
        theme: Some(plan.theme.into()),
        starts_at: Some(plan.starts_at),
        minutes: Some(plan.minutes),
        call_closes_at: Some(plan.starts_at - days(3)),
        summoned: Some(summoned.iter().map(|slug| (*slug).to_owned()).collect()),
        respondents: Some(summoned.iter().filter_map(|slug| speaker(slug)).collect()),
        ..Change::default()
    };
    let made = inquiry::make(app, &staff, &by, plan.slug, PROGRAMME, &change).await?;
    inquiry::open(app, &staff, &by, plan.slug, made.version).await?;
    let opened = inquiries::get(&mut app.store.read().await?, &made.id).await?;
    opened.context("the inquiry was made")
}

/// Who answers for a department, and how the host is to say the name.
fn speaker(slug: &str) -> Option<Speaker> {
    let all = [
        ("zhujian", "局长", "秋分", "qiū fēn"),
        ("shijian", "局长", "寒露", "hán lù"),
        ("xiaofang", "大队长", "大雪", "dà xuě"),
        ("chengguan", "局长", "小寒", "xiǎo hán"),
        ("jiaotong", "大队长", "大暑", "dà shǔ"),
        ("jiaoyu", "局长", "小暑", "xiǎo shǔ"),
        ("anhe", "经理", "雨水", "yǔ shuǐ"),
        ("hengli", "经理", "处暑", "chǔ shǔ"),
    ];
    let (department, post, name, reading) = all.into_iter().find(|(known, ..)| *known == slug)?;
    Some(Speaker {
        id: None,
        department: department.into(),
        post: post.into(),
        name: name.into(),
        reading: Some(reading.into()),
    })
}
