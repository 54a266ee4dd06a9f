//! What the host needs between two questions: words on the way, whom it goes to and how they are called, how far the show
//! is, and for the last minutes what was promised, to be read back.

use serde::Serialize;

use super::rundown::{StageItem, StageRundown};
use crate::{
    app::{self, App},
    domain::{
        commitment::Stage,
        day::Day,
        inquiry::{Inquiry, Phase},
        moment::minutes,
        rundown::ItemState,
    },
    store::{Tx, commitments, inquiries, respondents},
};

/// So long before the end what was promised is brought, in milliseconds; the screen shows it a minute later.
const READ_BACK_MS: i64 = minutes(6);

/// What the host needs between two questions.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct ScreenHost {
    /// How many questions were asked, the one on air among them.
    #[cfg_attr(test, ts(type = "number"))]
    pub asked: usize,
    /// How many there are, without those that were pulled or cut.
    #[cfg_attr(test, ts(type = "number"))]
    pub of: usize,
    /// What comes.
    pub next: Option<HostNext>,
    /// What was promised tonight and stands; brought for the last minutes only.
    pub promises: Vec<HostPromise>,
}

/// What comes, before it is taken.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct HostNext {
    /// What the host says on the way to it.
    pub bridge: Option<String>,
    /// Whom it goes to.
    pub department: Option<String>,
    /// Who answers for them.
    pub speakers: Vec<HostSpeaker>,
}

/// Who answers, and how the name is spoken.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct HostSpeaker {
    /// Their post.
    pub post: String,
    /// Their name.
    pub name: String,
    /// 拼音.
    pub reading: Option<String>,
}

/// A promise to be read back.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct HostPromise {
    /// 原话.
    pub quote: String,
    /// Who owes it.
    pub department: Option<String>,
    /// By when.
    pub due: Option<Day>,
}

/// Reads it.
pub async fn of(app: &App, tx: &mut Tx, inquiry: &Inquiry, seen: &StageRundown) -> app::Result<ScreenHost> {
    let is_in = |item: &&StageItem| !item.state.is_out();
    let questions: Vec<&StageItem> = seen.items.iter().filter(|item| item.question.is_some()).filter(is_in).collect();
    let asked = questions.iter().filter(|item| item.state != ItemState::Waiting).count();
    let next = seen.items.iter().find(|item| Some(&item.id) == seen.standing.next.as_ref());
    let next = match next {
        Some(item) => Some(coming(tx, inquiry, item).await?),
        None => None,
    };
    Ok(ScreenHost { asked, of: questions.len(), next, promises: promises(app, tx, inquiry).await? })
}

async fn coming(tx: &mut Tx, inquiry: &Inquiry, item: &StageItem) -> app::Result<HostNext> {
    let question = item.question.as_ref();
    let department = question.and_then(|it| it.department.clone());
    let mut speakers = Vec::new();
    if let Some(name) = &department {
        let ids: Vec<_> =
            inquiries::departments(tx).await?.into_iter().filter(|it| it.name == *name).map(|it| it.id).collect();
        let answering = respondents::of(tx, &inquiry.id).await?;
        let theirs = answering.into_iter().filter(|one| ids.contains(&one.department));
        speakers = theirs.map(|it| HostSpeaker { post: it.post, name: it.name, reading: it.reading }).collect();
    }
    Ok(HostNext { bridge: item.bridge.clone(), department, speakers })
}

/// What stands of tonight's promises, as they were spoken.
async fn promises(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Vec<HostPromise>> {
    let ends_at = inquiry.starts_at + minutes(inquiry.minutes);
    if inquiry.phase != Phase::Live || ends_at.since(app.now()) > READ_BACK_MS {
        return Ok(Vec::new());
    }
    let mut all = Vec::new();
    for stored in commitments::of_inquiry(tx, &inquiry.id).await? {
        let it = stored.it;
        if matches!(it.stage, Stage::Captured | Stage::Void) || !it.kind.is_followed() {
            continue;
        }
        let department = match &it.parties.lead {
            Some(id) => inquiries::department(tx, id.as_str()).await?.map(|found| found.name),
            None => None,
        };
        all.push(HostPromise { due: it.due_now().map(Day::from), quote: it.quote, department });
    }
    Ok(all)
}
