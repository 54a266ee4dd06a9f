//! An action on a promise as it comes from outside: checked, departments by name, texts cleaned, public and internal apart.

use jiff::civil::Date;
use serde_json::{Map, Value};

use super::spoken::{self, BOX_CHARS, QUOTE_CHARS, RECORD_CHARS, Typed, WrongFields};
use crate::{
    app,
    domain::commitment::{
        Commitment,
        action::{Action, Actor},
    },
    store::Tx,
};

/// An action, with what is said beside it among supervisor and parties.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The action.
    pub action: Action,
    /// A note that stays inside.
    pub internal: Option<String>,
}

/// Every action's word, and the fields without which it cannot be read.
const NEEDED: [(&str, &[&str]); 21] = [
    ("confirm", &[]),
    ("countersign", &[]),
    ("void", &[]),
    ("edit", &[]),
    ("assign", &["lead"]),
    ("extend", &["until"]),
    ("pause", &["until"]),
    ("resume", &[]),
    ("accept", &[]),
    ("return", &[]),
    ("progress", &[]),
    ("report_done", &[]),
    ("take_up", &[]),
    ("verify", &["verdict"]),
    ("judge", &["judgement"]),
    ("object", &[]),
    ("agree", &[]),
    ("rule", &["upheld"]),
    ("close", &[]),
    ("reopen", &[]),
    // Done by the house itself; from outside it is refused by the rule.
    ("fix_due", &[]),
];

/// The order in which steps are offered to whoever may take them.
const OFFERED: [&str; 20] = [
    "confirm",
    "edit",
    "void",
    "assign",
    "rule",
    "close",
    "resume",
    "accept",
    "return",
    "progress",
    "report_done",
    "verify",
    "take_up",
    "object",
    "agree",
    "extend",
    "pause",
    "judge",
    "countersign",
    "reopen",
];

/// The steps that these parts may take with the promise as it is, in the order in which they are offered.
pub fn open_to(it: &Commitment, parts: &[Actor]) -> Vec<String> {
    let is_alone = it.confirmation.as_ref().is_some_and(|confirmation| confirmation.is_alone());
    let open = |word: &&&str| {
        let Some(action) = bare(word) else { return false };
        let theirs = parts.iter().any(|part| {
            action.is_for(part)
                && match part {
                    Actor::Department(_, own) if matches!(**word, "accept" | "return") => {
                        it.parties.lead.as_ref() == Some(own)
                    }
                    Actor::Department(_, own) if **word == "report_done" => {
                        it.parties.lead.as_ref() == Some(own) || it.parties.doer.as_ref() == Some(own)
                    }
                    _ => true,
                }
        });
        theirs && action.stages().contains(&it.stage) && (**word != "countersign" || is_alone)
    };
    OFFERED.iter().filter(open).map(|word| (*word).to_owned()).collect()
}

/// The action of a word, with nothing said.
fn bare(word: &str) -> Option<Action> {
    let body = serde_json::json!({
        "action": word, "lead": "", "until": "2000-01-01", "verdict": "kept", "judgement": "broken", "upheld": true,
    });
    serde_json::from_value(body).ok()
}

/// The word of an action in this body, with the fields that it needs; and what is wrong.
fn known(body: &Map<String, Value>) -> Result<&'static str, WrongFields> {
    let word = body.get("action").and_then(Value::as_str).unwrap_or_default();
    let Some((word, needed)) = NEEDED.iter().find(|(known, _)| *known == word) else {
        return Err(vec![("action", "unknown")]);
    };
    let blank = |field: &&&str| body.get(**field).is_none_or(|value| value.is_null() || value == "");
    let missing: WrongFields = needed.iter().filter(blank).map(|field| (*field, "required")).collect();
    if missing.is_empty() { Ok(word) } else { Err(missing) }
}

/// Reads an action on a promise that was said on `said_on`.
pub async fn read(tx: &mut Tx, body: &Map<String, Value>, said_on: Date) -> app::Result<Said> {
    let mut wrong = WrongFields::new();
    let word = known(body).map_err(app::Error::Wrong)?;
    let text_of = |field: &str| body.get(field).and_then(Value::as_str);
    let mut plain = Map::new();
    plain.insert("action".into(), word.into());
    for (field, most) in [
        ("quote", QUOTE_CHARS),
        ("owner", BOX_CHARS),
        ("reason", RECORD_CHARS),
        ("note", RECORD_CHARS),
        ("plan", RECORD_CHARS),
        ("text", RECORD_CHARS),
        ("alone", RECORD_CHARS),
        ("company_reason", RECORD_CHARS),
    ] {
        if let Some(text) = spoken::text(&mut wrong, field, text_of(field), most) {
            plain.insert(field.into(), text.into());
        }
    }
    for field in ["lead", "doer", "via", "to"] {
        if let Some(id) = spoken::department(tx, &mut wrong, field, text_of(field)).await? {
            plain.insert(field.into(), id.0.into());
        }
    }
    if let Some(co) = body.get("co").and_then(Value::as_array) {
        let mut ids = Vec::new();
        for named in co {
            ids.extend(spoken::department(tx, &mut wrong, "co", named.as_str()).await?.map(|id| Value::from(id.0)));
        }
        plain.insert("co".into(), ids.into());
    }
    for field in ["kind", "until", "verdict", "judgement", "successor", "upheld", "evidence"] {
        if let Some(value) = body.get(field).filter(|value| !value.is_null() && *value != "") {
            plain.insert(field.into(), value.clone());
        }
    }
    if let Some(typed) = body.get("boxes").filter(|boxes| !boxes.is_null()) {
        let typed: Typed = serde_json::from_value(typed.clone()).unwrap_or_else(|_| {
            wrong.push(("boxes", "unreadable"));
            Typed::default()
        });
        let boxes = spoken::boxes(tx, &mut wrong, &typed, said_on).await?;
        plain.insert("boxes".into(), serde_json::to_value(boxes).map_err(crate::store::Error::from)?);
    }
    let internal = spoken::text(&mut wrong, "internal", text_of("internal"), RECORD_CHARS);
    let action = serde_json::from_value(Value::Object(plain)).ok();
    match action {
        Some(action) if wrong.is_empty() => Ok(Said { action, internal }),
        Some(_) => Err(app::Error::Wrong(wrong)),
        None => {
            wrong.extend(
                NEEDED
                    .iter()
                    .filter(|(known, _)| *known == word)
                    .flat_map(|(_, needed)| needed.iter().map(|field| (*field, "unreadable"))),
            );
            Err(app::Error::Wrong(if wrong.is_empty() { vec![("action", "unreadable")] } else { wrong }))
        }
    }
}

impl Said {
    /// The text for everybody, and the one that stays inside. Why an order went back, why something never was a promise,
    /// and what a citizen objects, is not for everybody.
    pub fn texts(&self) -> (Option<String>, Option<String>) {
        let text = self.action.text().map(str::to_owned);
        match self.action {
            Action::Void { .. } | Action::Return { .. } | Action::Object { .. } => {
                (None, [text, self.internal.clone()].into_iter().flatten().reduce(|text, more| text + "\n" + &more))
            }
            _ => (text, self.internal.clone()),
        }
    }

    /// The action's word, as on the wire.
    pub fn word(&self) -> String {
        let value = serde_json::to_value(&self.action).unwrap_or_default();
        value["action"].as_str().unwrap_or_default().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn body(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn every_word_of_the_rule_is_known_at_the_door() {
        for (word, needed) in NEEDED {
            let mut body = body(json!({ "action": word }));
            for field in needed {
                let value = match *field {
                    "until" => json!("2026-10-20"),
                    "verdict" => json!("kept"),
                    "judgement" => json!("broken"),
                    "upheld" => json!(true),
                    _ => json!("d"),
                };
                body.insert((*field).into(), value);
            }
            assert_eq!(known(&body), Ok(word));
            let action: Action = serde_json::from_value(Value::Object(body)).unwrap();
            assert_eq!(Said { action, internal: None }.word(), word);
        }
    }

    #[test]
    fn every_step_that_is_offered_is_known() {
        assert!(OFFERED.iter().all(|word| bare(word).is_some()));
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(known(&body(json!({ "action": "bribe" }))), Err(vec![("action", "unknown")]));
        assert_eq!(known(&body(json!({ "action": "verify", "verdict": "" }))), Err(vec![("verdict", "required")]));
    }

    #[test]
    fn an_objection_and_a_reason_for_returning_stay_inside() {
        let said = |action, internal: Option<&str>| Said { action, internal: internal.map(str::to_owned) }.texts();

        assert_eq!(said(Action::Object { text: "还在漏".into() }, None), (None, Some("还在漏".into())));
        assert_eq!(
            said(Action::Progress { note: "泵已到货".into() }, Some("经费未到")),
            (Some("泵已到货".into()), Some("经费未到".into()))
        );
    }
}
