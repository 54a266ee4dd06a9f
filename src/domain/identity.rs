//! 身份核验: how an inquiry has its askers confirm who they are, what counts as proof, and for how long. It is shown to nobody.

use super::{
    id::VisitorId,
    moment::{Moment, days, minutes},
    words::words,
};

words! {
    /// How an asker's identity is confirmed.
    Identity {
        /// 不核验.
        None,
        /// 手机验证码.
        Phone,
        /// 微信网页授权.
        Wechat,
        /// 县融媒体客户端.
        App,
        /// 回拨核实: a moderator calls back before anything is published.
        CallBack,
    }
}

/// For how many days a device that has proved something need not prove it again. A call and its show lie within it, and
/// a mobile number that was given up belongs to nobody else before 90 days.
pub const PROOF_DAYS: i64 = 30;
/// How long a code that was sent may be typed in, in milliseconds; its message says the number.
pub const CODE_MS: i64 = minutes(10);
/// How often one may be wrong about a code before another one must be sent.
pub const CODE_TRIES: i64 = 5;
/// How long a ticket of the county's app may last at most, in milliseconds: it opens once, and is made when it is pressed.
pub const TICKET_MS: i64 = minutes(60);
/// How long the way to WeChat and back may take, in milliseconds.
pub const STATE_MS: i64 = minutes(15);
/// The longest subject that another house may name, in characters.
pub const SUBJECT_CHARS: usize = 128;

impl Identity {
    /// Whether a device must have proved something before it may ask.
    pub fn is_proved_first(self) -> bool {
        matches!(self, Identity::Phone | Identity::Wechat | Identity::App)
    }
}

/// What a device has proved.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Proof {
    /// The device.
    pub visitor: VisitorId,
    /// By which way.
    pub way: Identity,
    /// A keyed digest of the subject: the same subject has the same one, and nobody reads the subject in it.
    pub digest: String,
    /// The subject, sealed.
    pub subject_sealed: String,
    /// When.
    pub proved_at: Moment,
}

impl Proof {
    /// Until when it holds.
    pub fn until(&self) -> Moment {
        self.proved_at + days(PROOF_DAYS)
    }

    /// Whether it still holds.
    pub fn holds(&self, now: Moment) -> bool {
        now < self.until()
    }
}

/// The mobile number of the mainland that somebody typed, as eleven digits, if it is one.
pub fn mobile(typed: &str) -> Option<String> {
    let digits = digits(typed)?;
    let number = digits.strip_prefix("0086").or(digits.strip_prefix("86")).filter(|rest| rest.len() == 11);
    let number = number.unwrap_or(&digits);
    let second = number.as_bytes().get(1)?;
    (number.len() == 11 && number.starts_with('1') && (b'3'..=b'9').contains(second)).then(|| number.to_owned())
}

/// Whether somebody can be called at what was typed: a mobile number, or one of a fixed line.
pub fn can_be_called(typed: &str) -> bool {
    mobile(typed).is_some()
        || digits(typed).is_some_and(|digits| !digits.starts_with('1') && (7..=12).contains(&digits.len()))
}

/// The digits of what was typed, where nothing else but their usual company is in it. Digits of wide keyboards count.
fn digits(typed: &str) -> Option<String> {
    let plain = typed.trim().chars().map(|char| match char {
        '０'..='９' => char::from_u32(char as u32 - '０' as u32 + '0' as u32).unwrap_or(char),
        other => other,
    });
    let plain: Vec<char> =
        plain.filter(|char| !matches!(char, ' ' | '-' | '—' | '+' | '(' | ')' | '（' | '）')).collect();
    plain.iter().all(char::is_ascii_digit).then(|| plain.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mobile_number_is_read_as_people_write_it() {
        for typed in
            ["13800138000", " 138 0013 8000", "+86 138-0013-8000", "0086 13800138000", "１３８００１３８０００"]
        {
            assert_eq!(mobile(typed).as_deref(), Some("13800138000"), "{typed}");
        }
        for typed in ["", "1380013800", "138001380000", "12800138000", "0999-5550123", "微信 laozhou", "13800138OOO"]
        {
            assert_eq!(mobile(typed), None, "{typed}");
        }
    }

    #[test]
    fn somebody_is_called_back_at_a_number() {
        for typed in ["13800138000", "0999-5550123", "5550123", "（0999）5550123"] {
            assert!(can_be_called(typed), "{typed}");
        }
        for typed in ["", "lao.zhou@example.org", "微信 laozhou", "12345", "1380013800"] {
            assert!(!can_be_called(typed), "{typed}");
        }
    }

    #[test]
    fn a_proof_ends() {
        let proof = Proof {
            visitor: VisitorId::from("v"),
            way: Identity::Phone,
            digest: "d".into(),
            subject_sealed: "s".into(),
            proved_at: Moment(7),
        };

        assert!(proof.holds(Moment(7) + days(PROOF_DAYS) - 1));
        assert!(!proof.holds(Moment(7) + days(PROOF_DAYS)));
    }
}
