//! The door as axum opens it: the answer 101, the bare socket taken back, and the hub.

use std::sync::Arc;

use axum::{
    Router,
    extract::{Request, State, WebSocketUpgrade, ws},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
    serve::ListenerExt,
};
use hyper_util::{rt::TokioIo, server::conn::auto::upgrade};
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use wenzheng::{domain::stream::Stream, hub::Heard, hub::Hub};

use super::house::{House, listener, public, quick};

/// The audience: no task and no buffer of ours remains once the hub has the socket.
async fn audience(State(hub): State<Arc<Hub>>, headers: HeaderMap, mut request: Request) -> Response {
    let Some(key) = headers.get(header::SEC_WEBSOCKET_KEY) else { return StatusCode::BAD_REQUEST.into_response() };
    let accept = derive_accept_key(key.as_bytes());
    let listener = listener(request.uri().query().unwrap_or_default());
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        let Ok(upgraded) = upgrade.await else { return };
        let Ok(parts) = upgrade::downcast::<TokioIo<TcpStream>>(upgraded) else { return };
        if let Ok(socket) = parts.io.into_inner().into_std() {
            hub.adopt(socket, parts.read_buf.to_vec(), listener).ok();
        }
    });
    let answer = [
        (header::CONNECTION, "upgrade"),
        (header::UPGRADE, "websocket"),
        (header::SEC_WEBSOCKET_ACCEPT, accept.as_str()),
    ];
    (StatusCode::SWITCHING_PROTOCOLS, answer).into_response()
}

/// Staff: axum's own socket, on the main runtime.
async fn staff(State(hub): State<Arc<Hub>>, upgrade: WebSocketUpgrade, request: Request) -> Response {
    let mut staff = hub.listen(listener(request.uri().query().unwrap_or_default()));
    upgrade.read_buffer_size(1024).write_buffer_size(4096).max_message_size(8192).on_upgrade(async move |mut socket| {
        loop {
            tokio::select! {
                heard = staff.next() => match heard {
                    Heard::Text(text) => if socket.send(ws::Message::Text(text.into())).await.is_err() { return },
                    Heard::Close(close) => {
                        let frame = ws::CloseFrame { code: close.code(), reason: close.row().reason.into() };
                        socket.send(ws::Message::Close(Some(frame))).await.ok();
                        return;
                    }
                },
                said = socket.recv() => if !matches!(said, Some(Ok(_))) { return },
            }
        }
    })
}

async fn open() -> House {
    let mut house = House::open(quick()).await;
    let routes = Router::new().route("/", get(audience)).route("/staff", get(staff)).with_state(house.hub.clone());
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    house.address = door.local_addr().unwrap();
    let door = door.tap_io(|socket| socket.set_nodelay(true).unwrap());
    tokio::spawn(async move { axum::serve(door, routes).await });
    house
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_comes_in_through_axum() {
    let house = open().await;
    let mut phone = house.phone("streams=public,tally&resume=public.k3f9.0").await;

    (1..=5).for_each(|n| house.publish(json!(n)));
    phone.hear_public(5).await;

    phone.ledger.check(&house.past, &public()).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_come_in_through_axum_and_are_told_of_a_drain() {
    let house = open().await;
    let mut desk = house.caller("staff?streams=public,desk&resume=public.k3f9.0,desk.k3f9.0").await;

    (1..=5).for_each(|n| house.publish(json!(n)));
    desk.hear_public(5).await;
    house.until("it is seated", |house| house.hub.connections().staff == 1).await;
    let ((), code) = tokio::join!(house.hub.drain(std::time::Duration::ZERO), desk.hear_out());

    assert_eq!(code, Some(4001));
    assert_eq!(desk.ledger.logs[&Stream::Public].offset, 5);
}
