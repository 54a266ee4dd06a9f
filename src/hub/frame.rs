//! WebSocket frames as bytes: ours unmasked and whole, theirs masked, short and hardly of interest.

use super::close::CloseRow;

/// The most that a client may put into one frame, in bytes.
pub const LARGEST_INBOUND: usize = 8 << 10;

const FIN: u8 = 0x80;
const TEXT: u8 = 0x1;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xa;

/// The longest header of a frame from a client within our limit, with mask, and the longest control payload.
const MASKED_HEADER: usize = 8;
const CONTROL: usize = 125;

/// The most bytes that can be needed to understand the beginning of a frame.
pub const LONGEST_BEGINNING: usize = MASKED_HEADER + CONTROL;

fn put(opcode: u8, payload: &[u8], out: &mut Vec<u8>) {
    out.push(FIN | opcode);
    match payload.len() {
        short @ 0..=125 => out.push(short as u8),
        middle @ 126..=0xffff => {
            out.push(126);
            out.extend_from_slice(&(middle as u16).to_be_bytes());
        }
        long => {
            out.push(127);
            out.extend_from_slice(&(long as u64).to_be_bytes());
        }
    }
    out.extend_from_slice(payload);
}

/// Appends a whole text frame to `out`.
pub fn put_text(text: &str, out: &mut Vec<u8>) {
    put(TEXT, text.as_bytes(), out);
}

/// A whole text frame.
pub fn text(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 10);
    put_text(text, &mut out);
    out
}

/// A ping without words.
pub fn ping() -> Vec<u8> {
    vec![FIN | PING, 0]
}

/// The answer to a ping.
pub fn pong(payload: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(payload.len() + 2);
    put(PONG, payload, &mut out);
    out
}

/// A close with the code and the reason of `row`.
pub fn close(row: &CloseRow) -> Vec<u8> {
    let mut payload = row.code.to_be_bytes().to_vec();
    payload.extend_from_slice(row.reason.as_bytes());
    let mut out = Vec::with_capacity(payload.len() + 2);
    put(CLOSE, &payload, &mut out);
    out
}

/// The answer to a close: the same code, or none where none was said.
pub fn close_echo(code: Option<u16>) -> Vec<u8> {
    let mut out = Vec::with_capacity(4);
    put(CLOSE, code.map(u16::to_be_bytes).as_ref().map_or(&[], |code| code.as_slice()), &mut out);
    out
}

/// What a client said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inbound {
    /// It asks for a pong with these bytes.
    Ping(Vec<u8>),
    /// It is alive.
    Pong,
    /// It leaves.
    Close(Option<u16>),
    /// It says something that nobody here listens to; so many payload bytes follow the header.
    Words(usize),
}

/// What is no proper frame from a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// Reserved bits or an unknown opcode.
    #[error("a reserved bit or opcode is set")]
    Reserved,
    /// Clients must mask.
    #[error("the frame is not masked")]
    Unmasked,
    /// More than we take.
    #[error("the frame is too large")]
    TooLarge,
    /// A control frame that is fragmented or long, or a close of one byte.
    #[error("the control frame is malformed")]
    Control,
}

/// Reads the beginning of `bytes`: a whole control frame, or the header of a data frame. `None` wants more bytes, at
/// most [`LONGEST_BEGINNING`] in all. The number tells how many bytes were understood.
pub fn read(bytes: &[u8]) -> Result<Option<(Inbound, usize)>, Violation> {
    let &[first, second, ..] = bytes else { return Ok(None) };
    let (opcode, is_final) = (first & 0x0f, first & FIN != 0);
    if first & 0x70 != 0 || !matches!(opcode, 0..=2 | CLOSE..=PONG) {
        return Err(Violation::Reserved);
    }
    if second & 0x80 == 0 {
        return Err(Violation::Unmasked);
    }
    let is_control = opcode >= CLOSE;
    let (length, header) = match second & 0x7f {
        126 | 127 if is_control => return Err(Violation::Control),
        126 => {
            let &[_, _, high, low, ..] = bytes else { return Ok(None) };
            (usize::from(u16::from_be_bytes([high, low])), 8)
        }
        127 => return Err(Violation::TooLarge),
        short => (usize::from(short), 6),
    };
    if length > LARGEST_INBOUND {
        return Err(Violation::TooLarge);
    }
    if is_control && !is_final {
        return Err(Violation::Control);
    }
    if bytes.len() < header {
        return Ok(None);
    }
    if !is_control {
        return Ok(Some((Inbound::Words(length), header)));
    }
    let end = header + length;
    if bytes.len() < end {
        return Ok(None);
    }
    let mask = &bytes[header - 4..header];
    let payload: Vec<u8> = bytes[header..end].iter().enumerate().map(|(index, byte)| byte ^ mask[index % 4]).collect();
    let said = match (opcode, payload.as_slice()) {
        (PING, _) => Inbound::Ping(payload),
        (PONG, _) => Inbound::Pong,
        (_, []) => Inbound::Close(None),
        (_, &[high, low, ..]) => Inbound::Close(Some(u16::from_be_bytes([high, low]))),
        (_, [_]) => return Err(Violation::Control),
    };
    Ok(Some((said, end)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hub::close::Close;

    fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
        let mut out = vec![first];
        if payload.len() < 126 {
            out.push(0x80 | payload.len() as u8);
        } else {
            out.push(0x80 | 126);
            out.extend((payload.len() as u16).to_be_bytes());
        }
        let mask = [7, 11, 13, 17];
        out.extend(mask);
        out.extend(payload.iter().enumerate().map(|(index, byte)| byte ^ mask[index % 4]));
        out
    }

    #[test]
    fn control_frames_are_read_once_they_are_whole() {
        let frame = masked(FIN | PING, b"still there?");

        for cut in 0..frame.len() {
            assert_eq!(read(&frame[..cut]), Ok(None), "{cut}");
        }
        assert_eq!(read(&frame), Ok(Some((Inbound::Ping(b"still there?".to_vec()), frame.len()))));
        assert_eq!(read(&masked(FIN | PONG, b"")), Ok(Some((Inbound::Pong, 6))));
        assert_eq!(read(&masked(FIN | CLOSE, b"")), Ok(Some((Inbound::Close(None), 6))));
        let goodbye = masked(FIN | CLOSE, &[0x03, 0xe9, b'!']);
        assert_eq!(read(&goodbye), Ok(Some((Inbound::Close(Some(1001)), 9))));
    }

    #[test]
    fn words_are_measured_and_not_kept() {
        assert_eq!(read(&masked(FIN | TEXT, b"hello")), Ok(Some((Inbound::Words(5), 6))));
        assert_eq!(read(&masked(TEXT, &[0; 200])), Ok(Some((Inbound::Words(200), 8))));
    }

    #[test]
    fn what_is_no_frame_of_a_client_is_a_violation() {
        assert_eq!(read(&[FIN | TEXT, 1, b'a']), Err(Violation::Unmasked));
        assert_eq!(read(&masked(0xc1, b"deflated")), Err(Violation::Reserved));
        assert_eq!(read(&masked(FIN | 0x3, b"")), Err(Violation::Reserved));
        assert_eq!(read(&masked(PING, b"")), Err(Violation::Control));
        assert_eq!(read(&masked(FIN | CLOSE, b"a")), Err(Violation::Control));
        assert_eq!(read(&masked(FIN | PING, &[0; 126])), Err(Violation::Control));
        assert_eq!(read(&masked(FIN | TEXT, &[0; LARGEST_INBOUND + 1])), Err(Violation::TooLarge));
        assert_eq!(read(&[FIN | TEXT, 0xff, 0, 0, 0, 1]), Err(Violation::TooLarge));
    }

    #[test]
    fn lengths_are_written_in_three_sizes() {
        assert_eq!(text("hi"), [0x81, 2, b'h', b'i']);
        assert_eq!(text(&"a".repeat(126))[..4], [0x81, 126, 0, 126]);
        assert_eq!(text(&"a".repeat(0x1_0000))[..10], [0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]);
        assert_eq!(close(Close::Slow.row())[2..4], 4008u16.to_be_bytes());
        assert_eq!(close_echo(None), [0x88, 0]);
    }
}
