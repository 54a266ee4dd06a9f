//! What was typed into the five boxes, checked: departments by name, the time limit as it was spoken.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{
    app,
    domain::{
        commitment::Boxes,
        due::{Spoken, heard},
        id::DepartmentId,
    },
    store::{Tx, inquiries},
    text::clean::{clean, clean_line},
};

/// The longest quote, in Unicode scalars.
pub const QUOTE_CHARS: usize = 500;
/// The longest text of one box, in Unicode scalars.
pub const BOX_CHARS: usize = 200;
/// The longest text of a record, in Unicode scalars.
pub const RECORD_CHARS: usize = 2000;

/// The five boxes as they were typed.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = BoxesTyped)]
pub struct Typed {
    /// 事项.
    pub what: Option<String>,
    /// 责任单位, by id or name in addresses.
    pub lead: Option<String>,
    /// 责任人.
    pub person: Option<String>,
    /// 完成时限: words such as `30天内`, a date, or `{"basis": "on"|"days"|"months"|"working_days", "value": ...}`.
    #[schema(value_type = Option<Object>)]
    pub due: Option<Value>,
    /// 验收标准.
    pub test: Option<String>,
}

/// What is wrong: fields and codes.
pub type WrongFields = Vec<(&'static str, &'static str)>;

/// A text on one line, no longer than `most`; blank is none.
pub fn line(wrong: &mut WrongFields, field: &'static str, text: Option<&str>, most: usize) -> Option<String> {
    let text = clean_line(text?);
    if text.chars().count() > most {
        wrong.push((field, "too_long"));
    }
    Some(text).filter(|text| !text.is_empty())
}

/// A text of several lines, no longer than `most`; blank is none.
pub fn text(wrong: &mut WrongFields, field: &'static str, text: Option<&str>, most: usize) -> Option<String> {
    let text = clean(text?);
    if text.chars().count() > most {
        wrong.push((field, "too_long"));
    }
    Some(text).filter(|text| !text.is_empty())
}

/// The department of this id or name in addresses.
pub async fn department(
    tx: &mut Tx,
    wrong: &mut WrongFields,
    field: &'static str,
    named: Option<&str>,
) -> app::Result<Option<DepartmentId>> {
    let Some(named) = named.map(str::trim).filter(|named| !named.is_empty()) else { return Ok(None) };
    let found = inquiries::department(tx, named).await?;
    if found.is_none() {
        wrong.push((field, "unknown"));
    }
    Ok(found.map(|it| it.id))
}

/// The boxes, checked; what is wrong is added to `wrong`.
pub async fn boxes(tx: &mut Tx, wrong: &mut WrongFields, typed: &Typed, said_on: Date) -> app::Result<Boxes> {
    Ok(Boxes {
        what: line(wrong, "what", typed.what.as_deref(), BOX_CHARS),
        lead: department(tx, wrong, "lead", typed.lead.as_deref()).await?,
        person: line(wrong, "person", typed.person.as_deref(), BOX_CHARS),
        due: match limit(typed.due.as_ref(), said_on) {
            Ok(due) => due,
            Err(code) => {
                wrong.push(("due", code));
                None
            }
        },
        test: line(wrong, "test", typed.test.as_deref(), BOX_CHARS),
    })
}

/// The time limit that was typed; words that can be read in two ways are not guessed at.
pub(super) fn limit(typed: Option<&Value>, said_on: Date) -> Result<Option<Spoken>, &'static str> {
    match typed {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(words)) if words.trim().is_empty() => Ok(None),
        Some(Value::String(words)) => match words.trim().parse::<Date>() {
            Ok(day) if day < said_on => Err("past"),
            Ok(day) => Ok(Some(Spoken::On(day))),
            Err(_) => heard::spoken(words, said_on).map(Some).ok_or("unreadable"),
        },
        Some(object) => match serde_json::from_value::<Spoken>(object.clone()) {
            Ok(Spoken::On(day)) if day < said_on => Err("past"),
            Ok(spoken) => Ok(Some(spoken)),
            Err(_) => Err("unreadable"),
        },
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_limit_is_taken_as_a_date_as_words_or_as_a_term_and_never_guessed_at() {
        let said_on = date(2026, 9, 24);
        let read = |value: Value| limit(Some(&value), said_on);

        assert_eq!(read(json!("2026-10-20")), Ok(Some(Spoken::On(date(2026, 10, 20)))));
        assert_eq!(read(json!("10个工作日内")), Ok(Some(Spoken::WorkingDays(10))));
        assert_eq!(read(json!({ "basis": "months", "value": 1 })), Ok(Some(Spoken::Months(1))));
        assert_eq!(read(json!(" ")), Ok(None));
        assert_eq!(read(json!("尽快")), Err("unreadable"));
        assert_eq!(read(json!("2026-09-01")), Err("past"));
        assert_eq!(read(json!({ "basis": "someday" })), Err("unreadable"));
    }
}
