//! 身份核验 at the door: a device proves who it is by the way that its inquiry wants. What it proves is sealed, kept apart
//! from every page, and shown to nobody.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{crowd, inquiry::notice};
use crate::{
    app::{App, board::Notice},
    domain::{
        id::{QuestionId, VisitorId},
        identity::{CODE_MS, Identity, Proof, mobile},
        moment::seconds,
    },
    http::{From, Problem, Reader, Sent, Visiting, Worked, problem::Wrong},
    lang::{Arg, Lang},
    outside::{Failure, sms::MESSAGE_CHARS},
    pace::Pace,
    store::{Lane, Tx, identities, inquiries, traces::Confirmed},
    text::clean::clean_line,
};

/// Within this time a code is not sent to the same number again: the first message may still be on its way.
const AGAIN_MS: i64 = seconds(60);

/// What an inquiry wants of a device, and whether it has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = IdentityStanding)]
pub struct Standing {
    /// How an asker's identity is confirmed.
    pub way: Identity,
    /// Whether this device may ask as it is. Whom it has proved to be is told to nobody.
    pub confirmed: bool,
}

/// The number to which a code is sent.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = IdentityPhone)]
pub struct Number {
    /// A mobile number.
    pub phone: Option<String>,
}

/// The code that came to a number.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = IdentityCode)]
pub struct Code {
    /// The same mobile number.
    pub phone: Option<String>,
    /// Six digits.
    pub code: Option<String>,
}

/// What the inquiry wants of this device.
#[utoipa::path(get, path = "/inquiries/{slug}/identity", params(("slug" = String, Path)),
    responses((status = 200, body = Standing), (status = 401), (status = 404)))]
pub async fn standing_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visiting,
) -> Result<Json<Standing>, Problem> {
    let notice = notice(&app, &slug).await?;
    Ok(Json(standing(&app, &mut app.store.read().await?, notice.identity, Some(&visitor.0)).await?))
}

/// Sends a code to a mobile number. Sent again within a minute, it is the same message.
#[utoipa::path(post, path = "/inquiries/{slug}/identity/phone", request_body = Number, params(("slug" = String, Path)),
    responses((status = 200, body = Standing), (status = 404, description = "the inquiry wants no code"),
        (status = 409, description = "call_closed"), (status = 422), (status = 429, description = "code_too_soon, work_wanted"),
        (status = 503, description = "identity_unavailable")))]
pub async fn send_code_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visiting,
    from: From,
    worked: Worked,
    reader: Reader,
    sent: Sent<Number>,
) -> Result<Json<Standing>, Problem> {
    let number = sent.body.phone.unwrap_or_default();
    send_code(&app, &slug, &visitor.0, from, &worked, reader.lang, &number).await?;
    Ok(Json(standing(&app, &mut app.store.read().await?, Identity::Phone, Some(&visitor.0)).await?))
}

/// Takes the code that came.
#[utoipa::path(post, path = "/inquiries/{slug}/identity/phone/confirmation", request_body = Code,
    params(("slug" = String, Path)), responses((status = 200, body = Standing), (status = 404), (status = 422)))]
pub async fn confirm_code_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    visitor: Visiting,
    sent: Sent<Code>,
) -> Result<Json<Standing>, Problem> {
    let Code { phone, code } = sent.body;
    confirm_code(&app, &slug, &visitor.0, &phone.unwrap_or_default(), &code.unwrap_or_default()).await?;
    Ok(Json(standing(&app, &mut app.store.read().await?, Identity::Phone, Some(&visitor.0)).await?))
}

/// What an inquiry with this way wants of a device.
pub async fn standing(app: &App, tx: &mut Tx, way: Identity, visitor: Option<&VisitorId>) -> Result<Standing, Problem> {
    let confirmed = match visitor {
        _ if !way.is_proved_first() => true,
        Some(visitor) => held(app, tx, visitor, way).await?.is_some(),
        None => false,
    };
    Ok(Standing { way, confirmed })
}

/// What a device has proved, while it holds.
async fn held(app: &App, tx: &mut Tx, visitor: &VisitorId, way: Identity) -> Result<Option<Proof>, Problem> {
    Ok(identities::proof(tx, visitor, way).await?.filter(|proof| proof.holds(app.now())))
}

async fn is_confirmed(app: &App, visitor: &VisitorId, way: Identity) -> Result<bool, Problem> {
    Ok(held(app, &mut app.store.read().await?, visitor, way).await?.is_some())
}

/// Lets a device ask that has proved what its inquiry wants; `reachable` says whether it left a number to be called at.
pub async fn must_be_confirmed(
    app: &App,
    notice: &Notice,
    visitor: &VisitorId,
    reachable: bool,
) -> Result<Option<Proof>, Problem> {
    match notice.identity {
        Identity::CallBack if !reachable => {
            let wrong = [Wrong { field: "contact", code: "to_call_back", limit: None }];
            Err(required(Identity::CallBack).with_fields(&wrong))
        }
        way if way.is_proved_first() => match held(app, &mut app.store.read().await?, visitor, way).await? {
            Some(proof) => Ok(Some(proof)),
            None if !app.outside.offers(way) => Err(unavailable()),
            None => Err(required(way)),
        },
        _ => Ok(None),
    }
}

/// What is kept with a question of how its asker's identity was confirmed: as long as its address, and not at all where no
/// address is kept.
pub fn kept(app: &App, way: Identity, proof: Option<&Proof>, question: &QuestionId) -> Option<Confirmed> {
    if way == Identity::None || app.config.network_log_days == 0 {
        return None;
    }
    let subject = proof.and_then(|it| app.vault.unseal(it.visitor.as_str(), &column(way), &it.subject_sealed).ok());
    Some(Confirmed {
        way,
        digest: proof.map(|it| it.digest.clone()),
        sealed: subject.map(|subject| app.vault.seal(question.as_str(), "identity", &subject)),
    })
}

/// Sends a code by SMS: to a number as often as a person needs it, whoever asks.
pub async fn send_code(
    app: &App,
    slug: &str,
    visitor: &VisitorId,
    from: From,
    worked: &Worked,
    lang: Lang,
    typed: &str,
) -> Result<(), Problem> {
    let notice = wanting(app, slug, Identity::Phone).await?;
    let sms = app.outside.sms.as_ref().ok_or_else(unavailable)?;
    let now = app.now();
    notice.inquiry.must_take_questions(now)?;
    let number = mobile(typed).ok_or(Wrong { field: "phone", code: "malformed", limit: None })?;
    let number_digest = app.vault.subject_digest(Identity::Phone, &number);
    let programme = inquiries::programme(&mut app.store.read().await?, &notice.inquiry.programme).await?.name;
    let (code, code_digest) = app.vault.new_code(visitor, &number_digest);
    let until_at = now + CODE_MS;
    let new = identities::Code {
        visitor: visitor.clone(),
        number_digest: number_digest.clone(),
        code_digest,
        tries: 0,
        until_at,
    };
    if identities::is_fresh(&mut app.store.read().await?, visitor, &number_digest, until_at - AGAIN_MS).await? {
        return Ok(());
    }
    let buckets = [(Pace::CodeToDevice, visitor.as_str().to_owned()), (Pace::CodeToNumber, number_digest)];
    app.paces.pass_all(&buckets, now).map_err(|too_soon| {
        let wait_s = (too_soon.wait_ms + 999) / 1000;
        Problem::waits(StatusCode::TOO_MANY_REQUESTS, "code_too_soon", wait_s)
    })?;
    crowd::may_send_code(app, visitor, from, worked).inspect_err(|_| app.paces.give_back(&buckets))?;
    let mut tx = app.store.write(Lane::Flood).await?;
    let is_new = identities::keep_code(&mut tx, &new, until_at - AGAIN_MS).await?;
    tx.commit().await?;
    if !is_new {
        // The same button, pressed twice: the other press sends it.
        app.paces.give_back(&buckets);
        return Ok(());
    }
    if sms.send(&number, &message(lang, &programme, &code), now).await.is_err() {
        let mut tx = app.store.write(Lane::Flood).await?;
        identities::drop_code(&mut tx, visitor).await?;
        tx.commit().await?;
        app.paces.give_back(&buckets);
        return Err(unavailable());
    }
    Ok(())
}

/// The message: it names the programme and never the question, and fits into one SMS.
fn message(lang: Lang, programme: &str, code: &str) -> String {
    let say = |name: &str| {
        lang.say(
            "sms-code",
            &[("programme", Arg::Text(name.to_owned().into())), ("code", Arg::Text(code.to_owned().into()))],
        )
    };
    let room = MESSAGE_CHARS.saturating_sub(say("").encode_utf16().count());
    let mut name = String::new();
    for char in programme.chars() {
        if name.encode_utf16().count() + char.len_utf16() > room {
            break;
        }
        name.push(char);
    }
    say(&name)
}

/// Takes a code for a number. Each try is counted before it is compared.
pub async fn confirm_code(app: &App, slug: &str, visitor: &VisitorId, typed: &str, code: &str) -> Result<(), Problem> {
    wanting(app, slug, Identity::Phone).await?;
    let now = app.now();
    let number = mobile(typed).ok_or(Wrong { field: "phone", code: "malformed", limit: None })?;
    let digest = app.vault.subject_digest(Identity::Phone, &number);
    let code = clean_line(code);
    if code.is_empty() {
        return Err(Wrong { field: "code", code: "required", limit: None }.into());
    }
    let mut tx = app.store.write(Lane::Flood).await?;
    // The same form pressed twice: it is confirmed already.
    if is_proved(app, &mut tx, visitor, &digest).await? {
        return Ok(());
    }
    let sent = identities::try_code(&mut tx, visitor, now).await?;
    let is_over = sent.is_none();
    let is_right = sent
        .is_some_and(|it| it.number_digest == digest && app.vault.is_code(visitor, &digest, &code, &it.code_digest));
    if is_right {
        identities::drop_code(&mut tx, visitor).await?;
        prove(app, &mut tx, visitor, Identity::Phone, &number).await?;
    }
    // Of two presses at once the second waits for the first, and then finds its code used.
    let is_proved = is_right || is_proved(app, &mut tx, visitor, &digest).await?;
    tx.commit().await?;
    match (is_proved, is_over) {
        (true, _) => Ok(()),
        (_, true) => Err(Wrong { field: "code", code: "over", limit: None }.into()),
        _ => Err(Wrong { field: "code", code: "wrong", limit: None }.into()),
    }
}

/// Whether a device has proved to have this very number.
async fn is_proved(app: &App, tx: &mut Tx, visitor: &VisitorId, digest: &str) -> Result<bool, Problem> {
    Ok(held(app, tx, visitor, Identity::Phone).await?.is_some_and(|proof| proof.digest == digest))
}

/// Takes what WeChat sent back with a device: the word that it was given, and the code for its account.
pub async fn confirm_wechat(
    app: &App,
    slug: &str,
    visitor: &VisitorId,
    code: &str,
    state: &str,
) -> Result<(), Problem> {
    wanting(app, slug, Identity::Wechat).await?;
    let wechat = app.outside.wechat.as_ref().ok_or_else(unavailable)?;
    if !app.vault.is_identity_state(visitor, slug, state, app.now()) {
        return Err(refused());
    }
    // A code opens once: who presses twice is confirmed by the first press.
    if is_confirmed(app, visitor, Identity::Wechat).await? {
        return Ok(());
    }
    app.paces.pass(Pace::AskElsewhere, visitor.as_str(), app.now())?;
    match wechat.who(code).await {
        Ok(account) => {
            let mut tx = app.store.write(Lane::Flood).await?;
            prove(app, &mut tx, visitor, Identity::Wechat, &account).await?;
            Ok(tx.commit().await?)
        }
        // Of two presses at once the second finds the code used, and the first has proved it.
        Err(_) if is_confirmed(app, visitor, Identity::Wechat).await? => Ok(()),
        Err(Failure::Refused) => Err(refused()),
        Err(Failure::Away) => Err(unavailable()),
    }
}

/// Takes a ticket of the county's app: it opens once, for the device that brings it.
pub async fn confirm_ticket(app: &App, slug: &str, visitor: &VisitorId, ticket: &str) -> Result<(), Problem> {
    wanting(app, slug, Identity::App).await?;
    let county_app = app.outside.county_app.as_ref().ok_or_else(unavailable)?;
    let ticket = county_app.read(ticket, app.now()).ok_or_else(refused)?;
    let mut tx = app.store.write(Lane::Flood).await?;
    if !identities::use_ticket(&mut tx, &ticket.nonce, ticket.until).await? {
        let digest = app.vault.subject_digest(Identity::App, &ticket.subject);
        let is_mine = held(app, &mut tx, visitor, Identity::App).await?.is_some_and(|proof| proof.digest == digest);
        return if is_mine { Ok(()) } else { Err(refused()) };
    }
    prove(app, &mut tx, visitor, Identity::App, &ticket.subject).await?;
    Ok(tx.commit().await?)
}

/// Notes what a device has proved. It is a credential like a session, and no fact of an inquiry: no journal tells it.
pub async fn prove(app: &App, tx: &mut Tx, visitor: &VisitorId, way: Identity, subject: &str) -> Result<(), Problem> {
    let proof = Proof {
        visitor: visitor.clone(),
        way,
        digest: app.vault.subject_digest(way, subject),
        subject_sealed: app.vault.seal(visitor.as_str(), &column(way), subject),
        proved_at: app.now(),
    };
    Ok(identities::prove(tx, &proof).await?)
}

/// Under which name a subject is sealed to its device.
fn column(way: Identity) -> String {
    format!("proof {}", way.word())
}

/// The notice of an inquiry that wants this way; of another there is no such page or call.
pub async fn wanting(app: &App, slug: &str, way: Identity) -> Result<std::sync::Arc<Notice>, Problem> {
    let notice = notice(app, slug).await?;
    if notice.identity == way { Ok(notice) } else { Err(Problem::not_found()) }
}

/// 403: this way must be gone first.
fn required(way: Identity) -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "identity_required").with("way", json!(way))
}

/// 403: what was brought proves nothing.
fn refused() -> Problem {
    Problem::new(StatusCode::FORBIDDEN, "identity_refused")
}

/// 503: the other house does not help just now.
fn unavailable() -> Problem {
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "identity_unavailable")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_fits_into_one_sms_and_names_the_programme() {
        for lang in Lang::ALL {
            let short = message(lang, "民呼我应", "012345");
            assert!(short.contains("民呼我应") && short.contains("012345") && short.contains("10"), "{short}");
            let long = message(lang, &"电视问政民呼我应".repeat(10), "012345");
            let units = long.encode_utf16().count();
            assert!(units <= MESSAGE_CHARS && units > MESSAGE_CHARS - 4, "{units}: {long}");
            assert!(long.contains("电视问政") && long.contains("012345"), "{long}");
        }
    }
}
