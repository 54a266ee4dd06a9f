//! Why a socket is closed: one table of codes, and what the client does next.

/// The reasons for which the hub or its door closes a socket. The code decides, never the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// This node is going away; `by` said when to come back.
    Draining,
    /// The listener took or answered nothing for too long.
    Slow,
    /// The hub cannot continue this listener's position.
    Insufficient,
    /// Too many connections, or too much said on one.
    TooMany,
    /// The credential ran out.
    TokenExpired,
    /// What was received is no proper frame of ours.
    BadProtocol,
    /// No credential, or none that is known.
    Unauthenticated,
    /// The role may not listen, or no longer.
    Forbidden,
    /// The same session listens from elsewhere.
    Replaced,
}

/// What a client does after a close.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// Comes back with its positions, after a random wait that grows.
    Reconnect,
    /// Fixes its credential, then comes back.
    RefreshThenReconnect,
    /// Stays away.
    Stop,
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseRow {
    /// The reason.
    pub close: Close,
    /// Its stable name.
    pub name: &'static str,
    /// Its WebSocket close code.
    pub code: u16,
    /// What a person reads in a log.
    pub reason: &'static str,
    /// What the client does.
    pub then: Then,
}

/// All rows, in the order of [`Close`]: 4000-4099 reconnect, 4100-4199 fix first, 4400-4499 final.
pub const TABLE: [CloseRow; 9] = [
    row(Close::Draining, "draining", 4001, "this node is going away", Then::Reconnect),
    row(Close::Slow, "slow", 4008, "nothing was taken or answered for too long", Then::Reconnect),
    row(Close::Insufficient, "insufficient_state", 4010, "this position cannot be continued", Then::Reconnect),
    row(Close::TooMany, "too_many", 4029, "too much at once", Then::Reconnect),
    row(Close::TokenExpired, "token_expired", 4111, "the credential ran out", Then::RefreshThenReconnect),
    row(Close::BadProtocol, "bad_protocol", 4400, "this is not a frame of ours", Then::Stop),
    row(Close::Unauthenticated, "unauthenticated", 4401, "sign in first", Then::Stop),
    row(Close::Forbidden, "forbidden", 4403, "this role may not listen here", Then::Stop),
    row(Close::Replaced, "replaced", 4409, "the session listens elsewhere", Then::Stop),
];

const fn row(close: Close, name: &'static str, code: u16, reason: &'static str, then: Then) -> CloseRow {
    CloseRow { close, name, code, reason, then }
}

impl Close {
    /// This reason's row.
    pub fn row(self) -> &'static CloseRow {
        &TABLE[self as usize]
    }

    /// The WebSocket close code.
    pub fn code(self) -> u16 {
        self.row().code
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_finds_its_own_row_and_its_code_tells_what_to_do() {
        for row in TABLE {
            assert_eq!(row.close.row(), &row);
            let expected = match row.code {
                4000..=4099 => Then::Reconnect,
                4100..=4199 => Then::RefreshThenReconnect,
                _ => Then::Stop,
            };
            assert_eq!(row.then, expected, "{}", row.name);
        }
    }
}
