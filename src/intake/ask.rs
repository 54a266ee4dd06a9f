//! A visitor asks: what was written is checked, sealed and stored, and only then answered with a receipt.

use axum::{
    Json,
    extract::{Path, State},
    http::{HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{crowd::may_ask, identity, inquiry::notice};
use crate::{
    app::{
        App, Key,
        flood::{Answer, Ask, Flood},
        notice::is_present,
    },
    domain::{
        flat::FLAT_CHARS,
        gate::{Gate, Gating},
        happening::Actor,
        id::{QuestionId, VisitorId},
        identity::{Identity, can_be_called},
        inquiry::Inquiry,
        masking,
        question::{LABEL_CHARS, Question, State as Standing, TEXT_CHARS, Visibility},
        refusal::Refusal,
    },
    http::{From, Problem, Sent, Visiting, Worked, problem::Wrong},
    pace::Pace,
    store::{idempotency, inquiries, questions::NewQuestion},
    text::clean::{clean, clean_line},
};

/// The longest contact, in Unicode scalars.
pub const CONTACT_CHARS: usize = 100;

/// What a visitor writes.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct Writing {
    /// The question, 5 to 2,000 characters.
    pub text: Option<String>,
    /// A title.
    pub title: Option<String>,
    /// Where it is. A flat written behind it is kept apart.
    pub place: Option<String>,
    /// The flat number; sealed, and opened to a department only where its asker agreed to that very request.
    pub flat: Option<String>,
    /// Who should answer: id or name in addresses.
    pub department: Option<String>,
    /// How the asker would like to be called.
    pub name: Option<String>,
    /// How to reach the asker; sealed.
    pub contact: Option<String>,
    /// Who may see what; shielded by default.
    pub visibility: Option<String>,
    /// The asker is under 18: it is not published and never on air, whatever `visibility` says.
    #[serde(default)]
    pub minor: bool,
    /// It is asked for somebody of the family.
    #[serde(default)]
    pub on_behalf: bool,
    /// The version of the notice that was shown and agreed to, where one was.
    pub notice: Option<String>,
}

/// What the asker gets once the question is stored.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Receipt {
    /// The question's id.
    pub id: QuestionId,
    /// Ten digits, to be read over the phone.
    pub receipt: String,
    /// Six digits.
    pub code: String,
    /// For the link.
    pub secret: String,
    /// Where the question stands: `submitted`.
    pub state: Standing,
    /// Whether an earlier sending stored it.
    #[serde(skip)]
    pub replayed: bool,
}

/// What was written, checked.
#[derive(Clone, Debug)]
pub struct Written {
    text: String,
    title: Option<String>,
    place: Option<String>,
    flat: Option<String>,
    department: Option<inquiries::Department>,
    name: Option<String>,
    contact: Option<String>,
    visibility: Visibility,
    minor: bool,
    on_behalf: bool,
}

/// Takes a question from a visitor.
#[utoipa::path(
    post, path = "/inquiries/{slug}/questions", request_body = Writing, params(("slug" = String, Path)),
    responses((status = 201, body = Receipt), (status = 200, description = "sent before under the same key", body = Receipt),
              (status = 403, description = "identity_required: by the named way"),
              (status = 409, description = "call_closed, intake_paused"), (status = 422), (status = 429), (status = 503)),
)]
pub async fn ask_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visiting,
    from: From,
    worked: Worked,
    sent: Sent<Writing>,
) -> Result<Response, Problem> {
    let key = sent.key_of(&Actor::Visitor(visitor.0.clone()))?;
    Ok(ask(&app, &slug, &visitor.0, from, &worked, key, sent.body).await?.into_response())
}

impl IntoResponse for Receipt {
    /// 201 where it was stored now, 200 where an earlier sending had stored it.
    fn into_response(self) -> Response {
        if !self.replayed {
            return (StatusCode::CREATED, Json(self)).into_response();
        }
        let mut response = Json(self).into_response();
        response.headers_mut().insert("idempotency-replayed", HeaderValue::from_static("true"));
        response
    }
}

/// Stores what a visitor wrote and answers with the receipt: JSON call and form alike.
pub async fn ask(
    app: &App,
    slug: &str,
    visitor: &VisitorId,
    from: From,
    worked: &Worked,
    key: Key,
    written: Writing,
) -> Result<Receipt, Problem> {
    let notice = notice(app, slug).await?;
    let mut buckets = vec![(Pace::Ask, visitor.as_str().to_owned())];
    match notice.gating.gate {
        Gate::Open => {}
        Gate::Slowed => buckets.push((Pace::AskSlowly, visitor.as_str().to_owned())),
        Gate::Paused if is_known(app, &key).await? => {}
        Gate::Paused => return Err(paused(&notice.gating)),
    }
    let agreed = written.notice.clone();
    let written = check(written, &notice.summoned)?;
    let reachable = written.contact.as_deref().is_some_and(can_be_called);
    let proof = match identity::must_be_confirmed(app, &notice, visitor, reachable).await {
        // What was stored is answered again, also when the proof has ended meanwhile.
        Err(unconfirmed) if !is_known(app, &key).await? => return Err(unconfirmed),
        confirmed => confirmed.unwrap_or_default(),
    };
    let paced = app.paces.pass_all(&buckets, app.now()).map_err(Problem::from);
    let paced = paced.and_then(|()| may_ask(app, visitor, from, worked).inspect_err(|_| app.paces.give_back(&buckets)));
    let is_paced = paced.is_ok();
    // Looked up only for those who come too soon: the flood that comes for the first time does not pay for it.
    if let Err(too_soon) = paced
        && !is_known(app, &key).await?
    {
        return Err(too_soon);
    }
    let new = sealed(app, &notice.inquiry, Some(visitor.clone()), written);
    let network_sealed = (app.config.network_log_days > 0)
        .then(|| app.vault.seal(new.question.id.as_str(), "network", &from.0.to_string()));
    let confirmed = identity::kept(app, notice.identity, proof.as_ref(), &new.question.id);
    let question = Question { uncalled: notice.identity == Identity::CallBack, ..new.question };
    let new = NewQuestion { notice: agreed, network_sealed, confirmed, question, ..new };
    let ask = Ask { new, actor: Actor::Visitor(visitor.clone()), key, by_staff: false };
    let receipt = receipt(app, app.submitter.submit(Flood::Ask(Box::new(ask))).await?)?;
    if receipt.replayed && is_paced {
        app.paces.give_back(&buckets);
    }
    Ok(receipt)
}

/// Nothing is taken for now; the lead's own sentence says why.
fn paused(gating: &Gating) -> Problem {
    Problem::from(Refusal::IntakePaused).with("sentence", json!(gating.sentence))
}

/// Whether a question was already stored under this key: sending it again costs nobody's pace.
async fn is_known(app: &App, key: &Key) -> Result<bool, Problem> {
    let pair = (key.scope.clone(), key.key.clone());
    Ok(!idempotency::given(&mut app.store.read().await?, &[pair]).await?.is_empty())
}

/// What the asker gets for an answer of the flood lane.
pub fn receipt(app: &App, answer: Answer) -> Result<Receipt, Problem> {
    let Answer::Asked { question, ordinal, number, replayed } = answer else { return Err(Problem::malformed()) };
    let given = app.vault.receipt(&question, ordinal, number);
    Ok(Receipt {
        id: question,
        receipt: given.number,
        code: given.code,
        secret: given.secret,
        state: Standing::Submitted,
        replayed,
    })
}

/// Checks every field and says all that is wrong at once.
pub fn check(written: Writing, summoned: &[inquiries::Department]) -> Result<Written, Problem> {
    let mut wrong = Vec::new();
    let text = clean(&written.text.unwrap_or_default());
    let chars = text.chars().count();
    if chars < *TEXT_CHARS.start() {
        wrong.push(Wrong { field: "text", code: "too_short", limit: Some(*TEXT_CHARS.start() as i64) });
    } else if chars > *TEXT_CHARS.end() {
        wrong.push(Wrong { field: "text", code: "too_long", limit: Some(*TEXT_CHARS.end() as i64) });
    }
    let title = line(&mut wrong, "title", written.title, LABEL_CHARS);
    let place = line(&mut wrong, "place", written.place, LABEL_CHARS);
    let flat = line(&mut wrong, "flat", written.flat, FLAT_CHARS);
    let (place, within) = place.as_deref().map_or((None, None), |place| {
        let (place, flat) = masking::apart(place);
        (Some(place).filter(|place| !place.is_empty()), flat)
    });
    let name = line(&mut wrong, "name", written.name, LABEL_CHARS);
    let contact = line(&mut wrong, "contact", written.contact, CONTACT_CHARS);
    if contact.as_deref().is_some_and(is_mistyped) {
        wrong.push(Wrong { field: "contact", code: "malformed", limit: None });
    }
    let visibility = match written.visibility.as_deref() {
        None | Some("") => Visibility::Shielded,
        Some(word) => Visibility::of(word).unwrap_or_else(|| {
            wrong.push(Wrong { field: "visibility", code: "unknown", limit: None });
            Visibility::Shielded
        }),
    };
    let department = written.department.filter(|named| !named.trim().is_empty()).and_then(|named| {
        let found = summoned.iter().find(|one| one.slug == named || one.id.as_str() == named).cloned();
        if found.is_none() {
            wrong.push(Wrong { field: "department", code: "unknown", limit: None });
        }
        found
    });
    // What was agreed to is what is told now: where it changed meanwhile, it is read once more.
    if written.notice.as_deref().is_some_and(|version| !is_present(version)) {
        wrong.push(Wrong { field: "notice", code: "changed", limit: None });
    }
    if !wrong.is_empty() {
        return Err(Problem::fields(&wrong));
    }
    // Who asks anonymously leaves neither name nor contact nor flat, even if the form still held them.
    let is_known = visibility != Visibility::Anonymous;
    let (name, contact) = (name.filter(|_| is_known), contact.filter(|_| is_known));
    let flat = flat.or(within).filter(|_| is_known);
    let (minor, on_behalf) = (written.minor, written.on_behalf);
    Ok(Written { text, title, place, flat, department, name, contact, visibility, minor, on_behalf })
}

fn line(wrong: &mut Vec<Wrong>, field: &'static str, text: Option<String>, most: usize) -> Option<String> {
    let text = clean_line(&text?);
    if text.chars().count() > most {
        wrong.push(Wrong { field, code: "too_long", limit: Some(most as i64) });
    }
    Some(text).filter(|text| !text.is_empty())
}

/// A mobile number with a digit too few or too many, or an address without an end: nobody could be reached there.
fn is_mistyped(contact: &str) -> bool {
    let plain: String = contact.chars().filter(|char| !matches!(char, ' ' | '-' | '+')).collect();
    let number = plain.strip_prefix("86").filter(|rest| rest.starts_with('1')).unwrap_or(&plain);
    if number.chars().all(|char| char.is_ascii_digit()) {
        return number.starts_with('1') && (8..=13).contains(&number.len()) && number.len() != 11;
    }
    plain.split_once('@').is_some_and(|(name, host)| name.is_empty() || !host.contains('.') || host.ends_with('.'))
}

/// The question to store, with name and contact sealed to its row.
pub fn sealed(app: &App, inquiry: &Inquiry, asker: Option<VisitorId>, written: Written) -> NewQuestion {
    let id = QuestionId::new();
    let seal = |column: &str, text: Option<String>| text.map(|text| app.vault.seal(id.as_str(), column, &text));
    let question = Question {
        title: written.title,
        place: written.place,
        department: written.department.map(|department| department.id),
        on_behalf: written.on_behalf,
        ..Question::sent(id.clone(), inquiry.id.clone(), asker, written.text, written.visibility)
    };
    NewQuestion {
        name_sealed: seal("name", written.name),
        contact_sealed: seal("contact", written.contact),
        flat_sealed: seal("flat", written.flat),
        notice: None,
        network_sealed: None,
        confirmed: None,
        source: "web".into(),
        source_id: None,
        source_time: None,
        question: if written.minor { question.of_minor() } else { question },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_nobody_could_be_reached_at_is_noticed() {
        for good in
            ["13800138000", "+86 138 0013 8000", "0999-5550123", "5550123", "lao.zhou@example.org", "微信 laozhou"]
        {
            assert!(!is_mistyped(good), "{good}");
        }
        for bad in ["1380013800", "138001380000", "lao.zhou@example", "@example.org"] {
            assert!(is_mistyped(bad), "{bad}");
        }
    }
}
