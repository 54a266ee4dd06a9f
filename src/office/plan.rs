//! The plan of an inquiry as the office sends it and sees it: what is said, checked once for calls and forms.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::field::Fields;
use crate::{
    app,
    domain::{
        disclosure::{BeforeShow, Disclosure, SecondReview},
        id::{DepartmentId, InquiryId, RespondentId},
        identity::Identity,
        inquiry::{Inquiry, Interruption, Phase},
        moment::Moment,
        plan::Plan,
    },
    http::Problem,
    store::{Tx, disclosures, inquiries, respondents},
};

/// The longest theme, post or name, in Unicode scalars.
const WORD_CHARS: usize = 60;
/// The longest address of a stream, in characters.
const URL_CHARS: usize = 500;
/// The longest delay, in milliseconds: behind it nothing is live.
const MOST_DELAY_MS: i64 = 600_000;
/// The longest show, in minutes.
const MOST_MINUTES: i64 = 600;

/// An inquiry as it is wanted. What is not sent stays as it is, or begins as every inquiry does.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct PlanWanted {
    /// Its name in addresses; given once.
    pub slug: Option<String>,
    /// Its programme, by its name in addresses; given once.
    pub programme: Option<String>,
    /// The theme.
    pub theme: Option<String>,
    /// When the show begins, in milliseconds UTC.
    pub starts_at: Option<i64>,
    /// Its length, in minutes.
    pub minutes: Option<i64>,
    /// When the call for questions ends.
    pub call_closes_at: Option<i64>,
    /// Where the live picture is; empty for nowhere.
    pub stream_url: Option<String>,
    /// How far the viewers are behind the studio, in milliseconds.
    pub delay_ms: Option<i64>,
    /// Whether questions are public once a moderator has published them; `false` seals them until they are on air.
    pub public_after_review: Option<bool>,
    /// `nothing` or `scope`: what departments may read before the show.
    pub before_show: Option<String>,
    /// `never`, `before`, `live` or `always`: in which phases two persons stand for every public text.
    pub second_review: Option<String>,
    /// `none`, `phone`, `wechat`, `app` or `call_back`: how an asker's identity is confirmed. Settled when the call opens.
    pub identity: Option<String>,
    /// Who answers, in this order, by id or name in addresses.
    pub summoned: Option<Vec<String>>,
    /// Who speaks for them.
    pub respondents: Option<Vec<RespondentWanted>>,
    /// The version that was seen, to change it.
    pub version: Option<i64>,
}

/// Who speaks for a department.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct RespondentWanted {
    /// Their id, if they are listed already.
    pub id: Option<RespondentId>,
    /// Their department, by id or name in addresses.
    pub department: Option<String>,
    /// Their post.
    pub post: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// How the name is spoken: 拼音.
    pub reading: Option<String>,
}

/// Who speaks, checked.
#[derive(Clone, Debug)]
pub struct Speaker {
    /// Their id if they are listed already.
    pub id: Option<RespondentId>,
    /// Their department, by id or name in addresses.
    pub department: String,
    /// Their post.
    pub post: String,
    /// Their name.
    pub name: String,
    /// How the name is spoken.
    pub reading: Option<String>,
}

/// What is wanted, checked. What is not there stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The theme.
    pub theme: Option<String>,
    /// When the show begins.
    pub starts_at: Option<Moment>,
    /// Its length, in minutes.
    pub minutes: Option<i64>,
    /// When the call ends.
    pub call_closes_at: Option<Moment>,
    /// Where the live picture is; nowhere, if it is there and empty.
    pub stream_url: Option<Option<String>>,
    /// How far the viewers are behind.
    pub delay_ms: Option<i64>,
    /// Whether questions are public after review.
    pub public_after_review: Option<bool>,
    /// What departments may read before the show.
    pub before_show: Option<BeforeShow>,
    /// In which phases two persons stand for every public text.
    pub second_review: Option<SecondReview>,
    /// How an asker's identity is confirmed.
    pub identity: Option<Identity>,
    /// Who answers, by id or name in addresses.
    pub summoned: Option<Vec<String>>,
    /// Who speaks.
    pub respondents: Option<Vec<Speaker>>,
}

/// Checks a plan. A new inquiry needs theme and dates, and its delay is never under the least one.
pub fn checked(sent: &PlanWanted, is_new: bool, least_delay_ms: i64) -> Result<Change, Problem> {
    let mut fields = Fields::default();
    if is_new {
        fields.slug(sent.slug.as_ref());
        fields.needed("programme", sent.programme.as_ref(), WORD_CHARS);
        fields.needed("theme", sent.theme.as_ref(), WORD_CHARS);
        for (field, sent) in [("starts_at", sent.starts_at), ("call_closes_at", sent.call_closes_at)] {
            if sent.is_none() {
                fields.wrong(field, "required", None);
            }
        }
    }
    if let (Some(starts), Some(closes)) = (sent.starts_at, sent.call_closes_at)
        && closes > starts
    {
        fields.wrong("call_closes_at", "after_start", None);
    }
    let theme = if is_new { sent.theme.clone() } else { fields.kept("theme", sent.theme.as_ref(), WORD_CHARS) };
    let stream_url = sent.stream_url.as_ref().map(|url| {
        let url = fields.line("stream_url", Some(url), URL_CHARS);
        if url.as_ref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            fields.wrong("stream_url", "malformed", None);
        }
        url
    });
    let before_show = word(&mut fields, "before_show", sent.before_show.as_ref(), BeforeShow::of);
    let second_review = word(&mut fields, "second_review", sent.second_review.as_ref(), SecondReview::of);
    let identity = word(&mut fields, "identity", sent.identity.as_ref(), Identity::of);
    let respondents = sent.respondents.as_ref().map(|all| all.iter().map(|one| respondent(&mut fields, one)).collect());
    let change = Change {
        theme: theme.map(|theme| crate::text::clean::clean_line(&theme)),
        starts_at: sent.starts_at.map(Moment),
        minutes: fields.number("minutes", sent.minutes, 1, MOST_MINUTES),
        call_closes_at: sent.call_closes_at.map(Moment),
        stream_url,
        delay_ms: fields.number("delay_ms", sent.delay_ms, least_delay_ms, MOST_DELAY_MS),
        public_after_review: sent.public_after_review,
        before_show,
        second_review,
        identity,
        summoned: sent.summoned.clone(),
        respondents,
    };
    fields.must_be_right()?;
    Ok(change)
}

/// A word of a closed list, where one was sent.
fn word<T>(fields: &mut Fields, field: &'static str, sent: Option<&String>, of: fn(&str) -> Option<T>) -> Option<T> {
    let sent = sent.filter(|word| !word.is_empty())?;
    let known = of(sent);
    if known.is_none() {
        fields.wrong(field, "unknown", None);
    }
    known
}

fn respondent(fields: &mut Fields, one: &RespondentWanted) -> Speaker {
    let department = fields.needed("respondents", one.department.as_ref(), WORD_CHARS);
    let post = fields.needed("respondents", one.post.as_ref(), WORD_CHARS);
    let name = fields.needed("respondents", one.name.as_ref(), WORD_CHARS);
    let reading = fields.line("respondents", one.reading.as_ref(), WORD_CHARS);
    Speaker { id: one.id.clone(), department, post, name, reading }
}

impl Change {
    /// The plan as it would be.
    pub fn of(&self, before: Plan) -> Plan {
        Plan {
            theme: self.theme.clone().unwrap_or(before.theme),
            starts_at: self.starts_at.unwrap_or(before.starts_at),
            minutes: self.minutes.unwrap_or(before.minutes),
            call_closes_at: self.call_closes_at.unwrap_or(before.call_closes_at),
            stream_url: self.stream_url.clone().unwrap_or(before.stream_url),
            delay_ms: self.delay_ms.unwrap_or(before.delay_ms),
        }
    }
}

/// An inquiry as the office sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeInquiry {
    /// Its id.
    pub id: InquiryId,
    /// Its name in addresses.
    pub slug: String,
    /// Its programme, by its name in addresses.
    pub programme: String,
    /// The theme.
    pub theme: String,
    /// Where it stands.
    pub phase: Phase,
    /// What stands beside the phase.
    pub interruption: Option<Interruption>,
    /// The public sentence about it.
    pub sentence: Option<String>,
    /// When the show begins.
    pub starts_at: Moment,
    /// Its length, in minutes.
    pub minutes: i64,
    /// When the call ends.
    pub call_closes_at: Moment,
    /// Where the live picture is.
    pub stream_url: Option<String>,
    /// How far the viewers are behind, in milliseconds.
    pub delay_ms: i64,
    /// Whether questions are public once a moderator has published them; sealed, they are from the air on.
    pub public_after_review: bool,
    /// What departments may read before the show.
    pub before_show: BeforeShow,
    /// In which phases two persons stand for every public text.
    pub second_review: SecondReview,
    /// How an asker's identity is confirmed. It is shown to nobody.
    pub identity: Identity,
    /// Since when these rules are settled.
    pub fixed_at: Option<Moment>,
    /// When questions that were sealed were opened to everybody.
    pub unsealed_at: Option<Moment>,
    /// What everybody was told about that.
    pub unsealed_notice: Option<String>,
    /// Who answers, in their order.
    pub summoned: Vec<OfficeSummoned>,
    /// Who speaks for them.
    pub respondents: Vec<OfficeRespondent>,
    /// Its version.
    pub version: i64,
}

/// Who answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeSummoned {
    /// The department.
    pub id: DepartmentId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// Who speaks for a department.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeRespondent {
    /// Their id.
    pub id: RespondentId,
    /// Their department.
    pub department: DepartmentId,
    /// Their post.
    pub post: String,
    /// Their name.
    pub name: String,
    /// How the name is spoken.
    pub reading: Option<String>,
}

/// The inquiry with everything that is planned for it.
pub async fn whole(tx: &mut Tx, inquiry: &Inquiry) -> app::Result<OfficeInquiry> {
    let Disclosure { public_after_review, before_show, fixed_at, second_review, identity, unsealed } =
        disclosures::of(tx, &inquiry.id).await?;
    let summoned = inquiries::summoned(tx, &inquiry.id).await?.into_iter();
    let respondents = respondents::of(tx, &inquiry.id).await?.into_iter();
    let programme = inquiries::programme(tx, &inquiry.programme).await?.slug;
    let Inquiry { id, slug, theme, phase, interruption, sentence, stream_url, .. } = inquiry.clone();
    Ok(OfficeInquiry {
        id,
        slug,
        programme,
        theme,
        phase,
        interruption,
        sentence,
        starts_at: inquiry.starts_at,
        minutes: inquiry.minutes,
        call_closes_at: inquiry.call_closes_at,
        stream_url,
        delay_ms: inquiry.delay_ms,
        public_after_review,
        before_show,
        second_review,
        identity,
        fixed_at,
        unsealed_at: unsealed.as_ref().map(|it| it.at),
        unsealed_notice: unsealed.map(|it| it.notice),
        summoned: summoned.map(|it| OfficeSummoned { id: it.id, slug: it.slug, name: it.name }).collect(),
        respondents: respondents
            .map(|it| OfficeRespondent {
                id: it.id,
                department: it.department,
                post: it.post,
                name: it.name,
                reading: it.reading,
            })
            .collect(),
        version: inquiry.version,
    })
}
