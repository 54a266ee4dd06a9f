//! Waiting for what comes next in a shared stream, without a socket: for whoever asks over plain HTTP.

use super::{
    Hub,
    feed::{Position, Reading},
    listener::Side,
    past::StreamKey,
};

impl Hub {
    /// Returns when there may be a line after `offset`: the stream has grown past it, its history is another one, or the
    /// node is going away. The waiter sits among the audience and reads nothing from the past itself.
    pub async fn wait_for_more(&self, at: &StreamKey, offset: u64) {
        let seat = self.core.seat(&at.inquiry, Side::Audience);
        let mut bell = seat.room.bell.subscribe();
        let feed = seat.room.feed(at);
        while !self.is_draining() {
            bell.borrow_and_update();
            match feed.read(&Position::Nowhere, false) {
                Reading::Lines(_, _, last) | Reading::Behind(_, last) if last > offset => return,
                _ => {}
            }
            if bell.changed().await.is_err() {
                return;
            }
        }
    }
}
