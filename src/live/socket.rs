//! Opening the socket: who may hear what is settled before the upgrade, then the hub has the line.

use axum::{
    body::Body,
    extract::{
        FromRequestParts as _, OptionalFromRequestParts, Query, Request, State, WebSocketUpgrade,
        ws::{CloseFrame, Message, WebSocket},
    },
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse as _, Response},
};
use hyper_util::{
    rt::TokioIo,
    server::conn::auto::upgrade::{Parts as UpgradedParts, downcast},
};
use serde::Deserialize;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::{
    app::App,
    domain::{
        id::VisitorId,
        inquiry::{Inquiry, Phase},
        role::{Role, Staff},
        stream::Stream,
    },
    http::{MaybeVisitor, Problem, Signed, credential::is_own},
    hub::{Heard, Hub, Listener, StreamKey, resume},
    store::{inquiries, screens},
    vault::token,
};

/// The one subprotocol.
pub const PROTOCOL: &str = "wenzheng.v1";

/// What a listener wants.
#[derive(Debug, Deserialize)]
pub struct Wanted {
    inquiry: String,
    #[serde(default)]
    streams: String,
    #[serde(default)]
    resume: String,
    /// A screen's key, the only token allowed in an address.
    screen: Option<String>,
}

/// Opens a socket, or refuses before anything is upgraded: 401 without a credential that may hear, 403 without the right.
pub async fn open(State(app): State<App>, request: Request) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let Query(wanted) = Query::<Wanted>::try_from_uri(&parts.uri).map_err(|_| Problem::malformed())?;
    let staff = <Signed as OptionalFromRequestParts<App>>::from_request_parts(&mut parts, &app).await?;
    let MaybeVisitor(visitor) = MaybeVisitor::from_request_parts(&mut parts, &app).await.unwrap_or(MaybeVisitor(None));
    let by_cookie = parts.headers.contains_key(header::COOKIE) && !parts.headers.contains_key(header::AUTHORIZATION);
    if by_cookie && !is_own(&app, &parts.headers) {
        return Err(Problem::new(StatusCode::FORBIDDEN, "foreign_origin"));
    }
    let mut tx = app.store.read().await?;
    let inquiry = inquiries::by_slug(&mut tx, &wanted.inquiry).await?;
    let screen = match &wanted.screen {
        Some(key) => screens::by_key(&mut tx, &token::hash(key)).await?,
        None => None,
    };
    drop(tx);
    let inquiry = inquiry
        .filter(|it| it.phase != Phase::Planning || staff.is_some() || screen.is_some())
        .ok_or_else(Problem::not_found)?;
    let hub = app.bell.hub().ok_or_else(|| Problem::new(StatusCode::SERVICE_UNAVAILABLE, "closing"))?;
    if wanted.screen.is_some() {
        let screen = screen.filter(|screen| screen.inquiry == inquiry.id).ok_or_else(Problem::unauthenticated)?;
        tracing::debug!(screen.id = %screen.id, "screen {} listens", screen.id);
        let listener = screen_listener(&inquiry, &wanted)?;
        return upgrade_staff(&app, parts, hub, listener).await;
    }
    let staff = staff.map(|Signed(staff)| staff);
    let listener = listener(&inquiry, &wanted, staff.as_ref(), visitor)?;
    if staff.is_some() {
        return upgrade_staff(&app, parts, hub, listener).await;
    }
    upgrade_audience(Request::from_parts(parts, body), hub, listener)
}

/// A screen hears the stage of its inquiry and nothing else.
fn screen_listener(inquiry: &Inquiry, wanted: &Wanted) -> Result<Listener, Problem> {
    if !matches!(wanted.streams.as_str(), "" | "stage") {
        return Err(Problem::not_allowed());
    }
    let resumes = resume::parse(&wanted.resume).map_err(|_| Problem::malformed())?;
    let key = StreamKey::shared(inquiry.id.clone(), Stream::Stage);
    Ok(Listener {
        inquiry: inquiry.id.clone(),
        session: uuid::Uuid::now_v7().to_string(),
        role: Role::Screen.word(),
        streams: vec![(key, resumes.get(&Stream::Stage).cloned())],
    })
}

/// Who listens to what, or why not.
fn listener(
    inquiry: &Inquiry,
    wanted: &Wanted,
    staff: Option<&Staff>,
    visitor: Option<VisitorId>,
) -> Result<Listener, Problem> {
    let named = if wanted.streams.is_empty() { "public" } else { &wanted.streams };
    let resumes = resume::parse(&wanted.resume).map_err(|_| Problem::malformed())?;
    let mut streams = Vec::new();
    for word in named.split(',') {
        let stream: Stream = word.parse().map_err(|_| Problem::malformed())?;
        must_hear(stream, inquiry, staff, visitor.as_ref())?;
        let key = match (stream, &visitor) {
            (Stream::Mailbox, Some(visitor)) => StreamKey::mailbox(inquiry.id.clone(), visitor.clone()),
            _ => StreamKey::shared(inquiry.id.clone(), stream),
        };
        streams.push((key, resumes.get(&stream).cloned()));
    }
    let role =
        staff.and_then(|staff| staff.grants.first()).map_or_else(|| "visitor".to_owned(), |grant| grant.role.word());
    Ok(Listener { inquiry: inquiry.id.clone(), session: uuid::Uuid::now_v7().to_string(), role, streams })
}

fn must_hear(
    stream: Stream,
    inquiry: &Inquiry,
    staff: Option<&Staff>,
    visitor: Option<&VisitorId>,
) -> Result<(), Problem> {
    let heard = match staff {
        // A mailbox is a visitor's own: staff have none.
        None if stream == Stream::Mailbox => visitor.is_some(),
        None => stream.may_be_heard_by(None),
        Some(staff) => roles_in(staff, inquiry).any(|role| stream.may_be_heard_by(Some(role))),
    };
    match (heard, staff, visitor) {
        (true, ..) => Ok(()),
        (false, None, None) => Err(Problem::unauthenticated()),
        (false, None, Some(_)) if stream == Stream::Mailbox => Err(Problem::unauthenticated()),
        (false, ..) => Err(Problem::not_allowed()),
    }
}

fn roles_in<'a>(staff: &'a Staff, inquiry: &'a Inquiry) -> impl Iterator<Item = Role> + 'a {
    staff.grants.iter().filter(|grant| grant.reaches(&inquiry.id, &inquiry.programme)).map(|grant| grant.role)
}

/// Staff listen on the main runtime: no window, no shard.
async fn upgrade_staff(
    app: &App,
    mut parts: Parts,
    hub: std::sync::Arc<Hub>,
    listener: Listener,
) -> Result<Response, Problem> {
    let upgrade = WebSocketUpgrade::from_request_parts(&mut parts, app).await.map_err(|_| Problem::malformed())?;
    let upgrade =
        upgrade.read_buffer_size(1024).write_buffer_size(4096).max_message_size(8 * 1024).protocols([PROTOCOL]);
    Ok(upgrade.on_upgrade(move |socket| Box::pin(speak(socket, hub, listener))))
}

async fn speak(mut socket: WebSocket, hub: std::sync::Arc<Hub>, listener: Listener) {
    let mut listening = hub.listen(listener);
    drop(hub);
    loop {
        tokio::select! {
            heard = listening.next() => match heard {
                Heard::Text(text) => {
                    if socket.send(Message::Text(text.into())).await.is_err() {
                        return;
                    }
                }
                Heard::Close(verdict) => {
                    let frame = CloseFrame { code: verdict.code(), reason: verdict.row().reason.into() };
                    let _ = socket.send(Message::Close(Some(frame))).await;
                    return;
                }
            },
            // Pings are answered and closes returned by the socket itself; nothing else is expected from a client.
            said = socket.recv() => match said {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => {}
            },
        }
    }
}

/// The audience's lines leave HTTP altogether: the socket itself goes to a shard of the hub.
fn upgrade_audience(
    mut request: Request<Body>,
    hub: std::sync::Arc<Hub>,
    listener: Listener,
) -> Result<Response, Problem> {
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_upgrade = text(header::UPGRADE).is_some_and(|value| value.eq_ignore_ascii_case("websocket"))
        && text(header::SEC_WEBSOCKET_VERSION) == Some("13");
    let key = text(header::SEC_WEBSOCKET_KEY)
        .filter(|_| is_upgrade)
        .ok_or_else(|| Problem::new(StatusCode::UPGRADE_REQUIRED, "upgrade_required"))?;
    let accept = derive_accept_key(key.as_bytes());
    let offered =
        text(header::SEC_WEBSOCKET_PROTOCOL).is_some_and(|list| list.split(',').any(|one| one.trim() == PROTOCOL));
    let upgraded = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let Ok(upgraded) = upgraded.await else { return };
        let Ok(UpgradedParts { io, read_buf, .. }) = downcast::<TokioIo<TcpStream>>(upgraded) else {
            tracing::error!("a socket is no plain TCP stream: serve it without TLS, behind the proxy");
            return;
        };
        let adopted = io.into_inner().into_std().and_then(|socket| hub.adopt(socket, read_buf.to_vec(), listener));
        if let Err(error) = adopted {
            tracing::debug!(%error, "a listener left before it was seated");
        }
    });
    let mut response = StatusCode::SWITCHING_PROTOCOLS.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONNECTION, header::HeaderValue::from_static("Upgrade"));
    headers.insert(header::UPGRADE, header::HeaderValue::from_static("websocket"));
    if let Ok(accept) = accept.parse() {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    if offered {
        headers.insert(header::SEC_WEBSOCKET_PROTOCOL, header::HeaderValue::from_static(PROTOCOL));
    }
    Ok(response)
}
