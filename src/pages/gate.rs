//! 收题快慢: the page on which the lead of the desk turns the gate at the door.

use serde::Serialize;

use super::{Page, ask::FieldError, desk::Backlog};

/// `/desk/{slug}/gate`: how far the desk is behind, and how fast the door is.
#[derive(Debug, Clone, Serialize)]
pub struct GatePage {
    /// The inquiry's address.
    pub slug: String,
    /// What it is about.
    pub theme: String,
    /// Who reads this.
    pub name: String,
    /// `open`, `slowed` or `paused`.
    pub gate: String,
    /// What the public reads now.
    pub sentence: Option<String>,
    /// When it was turned last, in milliseconds UTC.
    pub turned_at: Option<i64>,
    /// By whom.
    pub turned_by: Option<String>,
    /// What the door says for other reasons: `not_yet`, `open`, `closed` or `over`.
    pub intake: String,
    /// How far the desk is behind.
    pub backlog: Backlog,
    /// When this was so, in milliseconds UTC.
    pub as_of: i64,
    /// What can be chosen.
    pub gates: Vec<String>,
    /// What stands in the form.
    pub typed: Typed,
    /// The version that the form names.
    pub version: i64,
    /// How many devices were heard and do not count in public.
    pub uncounted: i64,
    /// The networks of the hall.
    pub hall: HallShown,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// Why it could not be done: a code.
    pub problem: Option<String>,
    /// Makes a second press the same press.
    pub idempotency_key: String,
}

/// The hall's networks, and the one from which this is read.
#[derive(Debug, Clone, Serialize)]
pub struct HallShown {
    /// The reader's own.
    pub own: String,
    /// Those that were declared.
    pub networks: Vec<String>,
    /// The version that the forms name.
    pub version: i64,
}

/// What is being typed.
#[derive(Debug, Clone, Serialize)]
pub struct Typed {
    /// What was chosen.
    pub gate: String,
    /// The public sentence.
    pub sentence: String,
}

impl Page for GatePage {
    const TEMPLATE: &'static str = "desk/gate.html";

    fn samples() -> Vec<Self> {
        let open = GatePage {
            slug: "wuye".into(),
            theme: "加强物业管理".into(),
            name: "白露".into(),
            gate: "open".into(),
            sentence: None,
            turned_at: None,
            turned_by: None,
            intake: "open".into(),
            backlog: Backlog { waiting: 412, oldest: Some(1_790_253_200_000), late: 37, minutes: 5 },
            as_of: 1_790_253_800_000,
            gates: ["open", "slowed", "paused"].map(str::to_owned).to_vec(),
            typed: Typed { gate: "open".into(), sentence: String::new() },
            version: 0,
            uncounted: 0,
            hall: HallShown { own: "10.20.30.0/24".into(), networks: Vec::new(), version: 0 },
            errors: Vec::new(),
            problem: None,
            idempotency_key: "k".into(),
        };
        let paused = GatePage {
            gate: "paused".into(),
            sentence: Some("问题太多，先停几分钟，已经收到的都会看。".into()),
            turned_at: Some(1_790_253_700_000),
            turned_by: Some("白露".into()),
            typed: Typed {
                gate: "paused".into(), sentence: "问题太多，先停几分钟，已经收到的都会看。".into()
            },
            version: 1,
            uncounted: 1_204,
            hall: HallShown {
                networks: vec!["10.20.30.0/24".into(), "2001:db8:1:100::/56".into()],
                version: 2,
                ..open.hall.clone()
            },
            ..open.clone()
        };
        let refused = GatePage {
            typed: Typed { gate: "slowed".into(), sentence: "慢".into() },
            errors: vec![FieldError { field: "sentence".into(), code: "too_short".into(), limit: Some(6) }],
            ..open.clone()
        };
        let stale = GatePage { problem: Some("stale_version".into()), ..paused.clone() };
        let closed = GatePage {
            intake: "closed".into(),
            backlog: Backlog { minutes: 1440, ..Backlog::default() },
            ..open.clone()
        };
        vec![open, paused, refused, stale, closed]
    }
}
