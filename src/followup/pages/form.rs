//! What the forms of these pages share: their fields, and the body of the call behind each.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{
    app::By,
    domain::happening::Actor,
    http::form::pressed,
    pages::House,
    store::{Result, Tx, inquiries::Programme},
};

pub use crate::http::form::{code, field_errors as errors, new_key, was_done_before};

/// A form's fields in their order; a name may stand more than once.
pub type Fields = Vec<(String, String)>;

/// The last field of this name.
pub fn field<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().rev().find(|(known, _)| known == name).map_or("", |(_, value)| value)
}

/// Every field by its name, to fill a form again; what was ticked several times stands between commas.
pub fn typed(fields: &Fields) -> BTreeMap<String, String> {
    let mut typed = BTreeMap::<String, String>::new();
    for (name, value) in fields {
        typed.entry(name.clone()).and_modify(|all| *all = format!("{all},{value}")).or_insert_with(|| value.clone());
    }
    typed
}

/// Who sends a form.
pub fn by(actor: Actor, path: &str, fields: &Fields) -> By {
    pressed(actor, path, field(fields, "idempotency_key"), fields)
}

/// The fields as a body of the call behind the form: words as they are, boxes that were ticked as a list.
pub fn body(fields: &Fields) -> Map<String, Value> {
    let mut body = Map::new();
    for (name, value) in fields {
        let value = match name.as_str() {
            "idempotency_key" => continue,
            "version" => value.parse::<i64>().map(Value::from).unwrap_or(Value::Null),
            "upheld" => value.parse::<bool>().map(Value::from).unwrap_or(Value::Null),
            "evidence" | "co" => {
                let list = body.entry(name.clone()).or_insert_with(|| Value::Array(Vec::new()));
                list.as_array_mut().into_iter().for_each(|list| list.push(value.clone().into()));
                continue;
            }
            _ => value.clone().into(),
        };
        body.insert(name.clone(), value);
    }
    body
}

/// Whose pages these are: a programme's, or the house's own.
pub async fn house(tx: &mut Tx, programme: Option<Programme>) -> Result<House> {
    match programme {
        Some(programme) => Ok(House::from(&programme)),
        None => Ok(crate::http::page::house_of(tx).await?),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_form_becomes_the_body_of_its_call() {
        let sent = fields(&[
            ("action", "report_done"),
            ("version", "4"),
            ("evidence", "a"),
            ("evidence", "b"),
            ("idempotency_key", "k"),
        ]);

        let expected = json!({ "action": "report_done", "version": 4, "evidence": ["a", "b"] });
        assert_eq!(Value::Object(body(&sent)), expected);
        assert_eq!(body(&fields(&[("upheld", "true")]))["upheld"], json!(true));
    }
}
