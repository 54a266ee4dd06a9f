//! Taking in an upgraded socket of the audience: its options, its seat, and what must be read before its greeting.

use std::{collections::BTreeMap, io, net::TcpStream, sync::Arc};

use socket2::SockRef;

use super::{
    Hub,
    door::{Command, Door, Joining},
    feed::{Missing, Position},
    knobs::HubKnobs,
    listener::{Listener, Side},
    past::StreamKey,
    place::{Arrival, Mail, MailFeed, Told},
    resume::Resume,
    room::Room,
    wire::{Continuation, Standing},
};
use crate::domain::stream::Stream;

impl Hub {
    /// Takes a socket that has just been answered 101, with the bytes that came behind the request. The audience hears
    /// `public`, `tally` and its own `mailbox` here; any other stream is greeted with `none`. Never blocks.
    ///
    /// # Errors
    /// The socket does not take its options, and is closed.
    pub fn adopt(&self, socket: TcpStream, leftover: Vec<u8>, listener: Listener) -> io::Result<()> {
        set_options(&socket, &self.core.shared.knobs)?;
        let seat = self.core.seat(&listener.inquiry, Side::Audience);
        let room = seat.room.clone();
        room.open_to_audience();
        let mut joining = Joining {
            socket,
            leftover,
            seat,
            arrival: Arrival {
                session: listener.session,
                role: listener.role,
                hears_public: false,
                resume: None,
                standings: BTreeMap::new(),
                held: Vec::new(),
            },
            told: Told::Never,
            mail: None,
        };
        let mut mailbox = None;
        for (key, resume) in listener.streams {
            match key.stream {
                Stream::Public => {
                    room.audience_feed(&key);
                    joining.arrival.hears_public = true;
                    joining.arrival.resume = resume;
                }
                Stream::Tally => {
                    joining.told = Told::Nothing;
                    if room.register().is_none() {
                        room.read_tally();
                    }
                }
                Stream::Mailbox if key.listener.is_some() => mailbox = Some((key, resume)),
                Stream::Control => {}
                other => {
                    let none = Standing::Log { e: String::new(), o: 0, r: Continuation::None };
                    joining.arrival.standings.insert(other, none);
                }
            }
        }
        let door = self.core.next_door();
        match mailbox {
            None => door.tell(Command::Join(Box::new(joining))),
            Some((key, resume)) => {
                self.core.shared.runtime.spawn(join_with_mail(door, room, key, resume, Box::new(joining)));
            }
        }
        Ok(())
    }
}

/// Joins once the mailbox is open, and before it can grow behind the listener's back.
async fn join_with_mail(
    door: Arc<Door>,
    room: Arc<Room>,
    key: StreamKey,
    resume: Option<Resume>,
    joining: Box<Joining>,
) {
    let Some(visitor) = key.listener.clone() else { return };
    let mut bell = room.bell.subscribe();
    let feed = room.audience_feed(&key);
    let at = |resume: Resume| Position::At(resume.epoch.into(), resume.offset);
    let position = resume.map_or(Position::Nowhere, at);
    let mut joining = Some(joining);
    loop {
        bell.borrow_and_update();
        let missing = feed.start(&position, |start| {
            if let Some(mut joining) = joining.take() {
                joining.arrival.standings.insert(Stream::Mailbox, start.standing);
                joining.arrival.held = start.frames;
                let feed = MailFeed(feed.clone());
                joining.mail = Some(Mail { visitor: visitor.clone(), epoch: start.epoch, offset: start.last, feed });
                door.tell(Command::Join(joining));
            }
        });
        match missing {
            Ok(()) => return,
            Err(Missing::Snapshot) => feed.want_snapshot(None),
            Err(Missing::Lines) => {}
        }
        if bell.changed().await.is_err() {
            return;
        }
    }
}

fn set_options(socket: &TcpStream, knobs: &HubKnobs) -> io::Result<()> {
    socket.set_nonblocking(true)?;
    let socket = SockRef::from(socket);
    socket.set_tcp_nodelay(true)?;
    socket.set_send_buffer_size(knobs.send_buffer)?;
    socket.set_recv_buffer_size(knobs.receive_buffer)?;
    #[cfg(target_os = "linux")]
    socket.set_tcp_user_timeout(Some(knobs.user_timeout))?;
    Ok(())
}
