//! The director's word to host and studio: shown as unconfirmed until somebody says that it was read.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use crate::{
    app::{self, Act, App, By, reach},
    domain::{
        happening::{Actor, Happening, Heard, Journal, Kind},
        id::MessageId,
        moment::Moment,
        role::{Deed, Staff},
        stream::Stream,
    },
    http::{Problem, Sent, Signed, problem::Wrong},
    store::{
        Tx, journal,
        messages::{self, Addressee, Message},
        people,
    },
    text::clean::clean,
};

/// The longest message, in Unicode scalars: one line of the prompter, read at a glance.
pub const MESSAGE_CHARS: usize = 40;

/// A message to send.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = MessageWanted)]
pub struct Wanted {
    /// host or studio.
    pub to: Option<String>,
    /// Up to 40 characters.
    pub text: Option<String>,
}

/// A message as the studio sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageMessage {
    /// Its id.
    pub id: MessageId,
    /// To whom.
    pub to: Addressee,
    /// What it says.
    pub text: String,
    /// Who sent it.
    pub by: String,
    /// When.
    pub at: Moment,
    /// When it was acknowledged; none while unconfirmed.
    pub acked_at: Option<Moment>,
    /// Who acknowledged it: a person, or a screen.
    pub acked_by: Option<String>,
}

/// Nothing has to be said.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = AckWanted)]
pub struct Ack {}

/// Sends a message to the host or the studio.
#[utoipa::path(post, path = "/inquiries/{slug}/messages", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 201, body = StageMessage), (status = 403), (status = 404), (status = 422)))]
pub async fn send_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<(StatusCode, Json<StageMessage>), Problem> {
    let (to, text) = wanted(&sent.body)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok((StatusCode::CREATED, Json(send(&app, &staff, &by, &slug, to, text).await?)))
}

/// Sends a message.
pub async fn send(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    to: Addressee,
    text: String,
) -> app::Result<StageMessage> {
    let mut act = app.begin(by).await?;
    let inquiry = reach::inquiry(&mut act.tx, staff, Deed::Direct, slug).await?;
    let message = Message {
        id: MessageId::new(),
        inquiry: inquiry.id,
        addressee: to,
        text,
        by_person: staff.person.clone(),
        at: act.now,
        acked_at: None,
        acked_by: None,
    };
    messages::insert(&mut act.tx, &message).await?;
    tell(&mut act, Kind::Messaged, &message).await?;
    let seen = seen(&mut act.tx, message).await?;
    app.settle(act, seen).await
}

/// Says that a message was read.
#[utoipa::path(post, path = "/messages/{id}/ack", request_body = Ack, params(("id" = String, Path)),
    responses((status = 200, body = StageMessage), (status = 403), (status = 404)))]
pub async fn ack_call(
    State(app): State<App>,
    Path(id): Path<MessageId>,
    Signed(staff): Signed,
    sent: Sent<Ack>,
) -> Result<Json<StageMessage>, Problem> {
    let by = sent.by(Actor::Person(staff.person.clone()));
    let mut act = app.begin(&by).await?;
    let message = messages::get(&mut act.tx, &id).await?.ok_or_else(Problem::not_found)?;
    reach::must_reach(&mut act.tx, &staff, Deed::ReadStage, &message.inquiry).await?;
    Ok(Json(acknowledge(&app, act, message, &staff.name).await?))
}

/// Marks a message as read by somebody; the first one counts.
pub async fn acknowledge(app: &App, mut act: Act, message: Message, by: &str) -> app::Result<StageMessage> {
    if message.acked_at.is_some() {
        let seen = seen(&mut act.tx, message).await?;
        return app.settle(act, seen).await;
    }
    let message = Message { acked_at: Some(act.now), acked_by: Some(by.to_owned()), ..message };
    messages::acknowledge(&mut act.tx, &message.id, by, act.now).await?;
    tell(&mut act, Kind::Acknowledged, &message).await?;
    let seen = seen(&mut act.tx, message).await?;
    app.settle(act, seen).await
}

async fn tell(act: &mut Act, kind: Kind, message: &Message) -> app::Result<()> {
    let journal = Journal::from(&message.inquiry);
    let digest = journal::head(&mut act.tx, &journal).await?.digest(&message.text);
    let body = json!({ "kind": kind, "message": message.id, "to": message.addressee });
    act.record(Happening {
        journal,
        kind,
        subject_kind: "message",
        subject: message.id.0.clone(),
        from: None,
        to: Some(message.addressee.word()),
        why: None,
        after: message.after(digest),
        heard: vec![Heard { stream: Stream::Stage, listener: None, body }],
    });
    Ok(())
}

/// A message with the sender's name.
pub async fn seen(tx: &mut Tx, message: Message) -> app::Result<StageMessage> {
    let by = people::get(tx, &message.by_person).await?.map_or_else(String::new, |person| person.name);
    Ok(StageMessage {
        id: message.id,
        to: message.addressee,
        text: message.text,
        by,
        at: message.at,
        acked_at: message.acked_at,
        acked_by: message.acked_by,
    })
}

fn wanted(sent: &Wanted) -> Result<(Addressee, String), Problem> {
    let mut wrong = Vec::new();
    let to = sent.to.as_deref().and_then(Addressee::of);
    if to.is_none() {
        wrong.push(Wrong { field: "to", code: "unknown", limit: None });
    }
    let text = clean(sent.text.as_deref().unwrap_or_default()).replace('\n', "");
    match text.chars().count() {
        0 => wrong.push(Wrong { field: "text", code: "required", limit: None }),
        n if n > MESSAGE_CHARS => {
            wrong.push(Wrong { field: "text", code: "too_long", limit: Some(MESSAGE_CHARS as i64) });
        }
        _ => {}
    }
    match to {
        Some(to) if wrong.is_empty() => Ok((to, text)),
        _ => Err(Problem::fields(&wrong)),
    }
}
