//! 复制到微信: what there is to tell of a promise, an order or a show, as words that can be sent as they are. They name
//! departments, days and matters, never a person.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    dispatch::Order,
    inner,
    told::{About, ToldLine, told},
};
use crate::{
    app::{self, App},
    domain::{
        day::Day,
        id::{CommitmentId, QuestionId},
        inquiry::Inquiry,
        notice::{self, Notice},
        role::Staff,
    },
    lang::{Arg, Lang},
    store::{Tx, answers, dispatches, inquiries, owed},
};

/// What there is to tell, and who was told.
#[derive(Clone, Debug, Default, PartialEq, Serialize, ToSchema)]
pub struct Notices {
    /// What there is to tell, each with words that can be sent as they are.
    pub notices: Vec<NoticeText>,
    /// To whom it goes: the department that owes; empty for everybody.
    pub to: String,
    /// Who was told, the latest first.
    pub told: Vec<ToldLine>,
}

/// Words that can be sent as they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct NoticeText {
    /// What it tells.
    pub notice: Notice,
    /// The words.
    pub text: String,
}

/// What there is to tell, and who was told.
pub async fn notices(app: &App, tx: &mut Tx, staff: &Staff, about: &About, lang: Lang) -> app::Result<Notices> {
    let (inquiry, subject) = about.reach(tx, staff).await?;
    let written = match about {
        About::Show(_) => morning(app, tx, &inquiry, lang).await?,
        About::Order(Order::Promise(id)) => promise(app, tx, staff, id, &inquiry, lang).await?,
        About::Order(Order::Question(id)) => question(app, tx, id, &inquiry, lang).await?,
    };
    Ok(Notices { told: told(tx, &subject).await?, ..written })
}

/// What a notice speaks of; nothing of a person.
struct Words<'a> {
    lang: Lang,
    house: &'a str,
    theme: &'a str,
    department: &'a str,
    what: &'a str,
    due: Option<Day>,
    number: String,
    link: String,
    why: String,
}

impl Words<'_> {
    fn text(&self, notice: Notice) -> NoticeText {
        let word = |text: &str| Arg::Text(text.to_owned().into());
        let due = match self.due.as_ref().and_then(Day::date) {
            Some(on) => {
                let part = |n: i64| word(&n.to_string());
                let parts = [
                    ("year", part(on.year().into())),
                    ("month", part(on.month().into())),
                    ("day", part(on.day().into())),
                ];
                self.lang.say("copy-day", &parts)
            }
            None => self.lang.say("copy-no-day", &[]),
        };
        let parts = [
            ("house", word(self.house)),
            ("theme", word(self.theme)),
            ("department", word(self.department)),
            ("what", word(self.what)),
            ("due", word(&due)),
            ("number", word(&self.number)),
            ("link", word(&self.link)),
            ("why", word(&self.why)),
        ];
        NoticeText { notice, text: self.lang.say(&format!("copy-{}", notice.word()), &parts) }
    }
}

async fn promise(
    app: &App,
    tx: &mut Tx,
    staff: &Staff,
    id: &CommitmentId,
    inquiry: &Inquiry,
    lang: Lang,
) -> app::Result<Notices> {
    let (stored, _) = inner::reached(tx, staff, id).await?;
    let kinds = notice::of_promise(&stored.it);
    let programme = inquiries::programme(tx, &inquiry.programme).await?;
    let Some(face) = app.promises_inside(tx, std::slice::from_ref(&stored)).await?.pop() else {
        return Ok(Notices::default());
    };
    let department = face.lead.map(|lead| lead.name).unwrap_or_default();
    let what = face.what.unwrap_or(face.quote);
    let words = Words {
        lang,
        house: &programme.name,
        theme: &inquiry.theme,
        department: &department,
        what: &what,
        due: face.due_now,
        number: numbered(tx, id.as_str(), lang).await?,
        link: format!("{}/c/{id}", app.config.public_url()),
        why: String::new(),
    };
    let notices = kinds.into_iter().map(|kind| words.text(kind)).collect();
    Ok(Notices { notices, to: department, told: Vec::new() })
}

async fn question(app: &App, tx: &mut Tx, id: &QuestionId, inquiry: &Inquiry, lang: Lang) -> app::Result<Notices> {
    let Some(order) = owed::order(tx, id).await? else { return Ok(Notices::default()) };
    let last = answers::of(tx, id).await?.pop();
    let returned = last.filter(|it| it.review.as_deref() == Some("returned"));
    let programme = inquiries::programme(tx, &inquiry.programme).await?;
    let department = inquiries::department(tx, order.owner_department.as_str()).await?;
    let department = department.map(|it| it.name).unwrap_or_default();
    let words = Words {
        lang,
        house: &programme.name,
        theme: &inquiry.theme,
        department: &department,
        what: &order.order_text,
        due: Some(order.due_on.clone()),
        number: numbered(tx, id.as_str(), lang).await?,
        link: format!("{}/department/q/{id}", app.config.public_url()),
        why: returned.as_ref().and_then(|it| it.reason.clone()).unwrap_or_default(),
    };
    let kinds = notice::of_question(order.state, returned.is_some());
    let notices = kinds.into_iter().map(|kind| words.text(kind)).collect();
    Ok(Notices { notices, to: department, told: Vec::new() })
}

/// 发文字号 as a notice names it; nothing where there is none yet.
async fn numbered(tx: &mut Tx, subject: &str, lang: Lang) -> app::Result<String> {
    let Some(it) = dispatches::of(tx, subject).await? else { return Ok(String::new()) };
    Ok(lang.say("copy-numbered", &[("number", Arg::Text(it.number.into()))]))
}

/// The sheet of the morning after in a few lines, once it is fixed.
async fn morning(app: &App, tx: &mut Tx, inquiry: &Inquiry, lang: Lang) -> app::Result<Notices> {
    let Some(fixed) = app.morning_fixed(tx, &inquiry.id).await? else { return Ok(Notices::default()) };
    let programme = inquiries::programme(tx, &inquiry.programme).await?;
    let number = |n: i64| Arg::Number(n as f64);
    let word = |text: &str| Arg::Text(text.to_owned().into());
    let promised = fixed.promises.len() + fixed.more_promises;
    let parts = [
        ("house", word(&programme.name)),
        ("theme", word(&inquiry.theme)),
        ("received", number(fixed.counts.received)),
        ("public", number(fixed.counts.public)),
        ("shown", number(fixed.shown as i64)),
        ("promised", number(promised as i64)),
        ("open", number((fixed.open.len() + fixed.more_open) as i64)),
        ("unowned", number(fixed.unowned)),
        ("link", word(&format!("{}/ledger?inquiry={}", app.config.public_url(), inquiry.slug))),
    ];
    let text = lang.say("copy-morning", &parts);
    Ok(Notices { notices: vec![NoticeText { notice: Notice::Morning, text }], ..Notices::default() })
}
