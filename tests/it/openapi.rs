//! The description of the interface is true: what is answered is what it says, names, kinds and statuses.

use serde_json::{Value, json};

use crate::kit::{
    Answer, Person, Town, both_engines,
    scene::{Scene, calls},
};

both_engines!(every_answer_is_as_described, questions_of_every_kind_are_answered_as_described);

/// Statuses of refusals that hold for every call, and are described once in the contract.
const COMMON: [u16; 9] = [400, 401, 403, 404, 409, 413, 422, 428, 429];

async fn every_answer_is_as_described(town: Town) {
    let scene = Scene::new(&town).await;
    let description = town.nobody().get("/openapi.json").await.ok();
    let mut done = 0;
    for (method, path, whos) in calls() {
        let who = if path.starts_with("/receipts") { &scene.asker } else { scene.who_may(whos) };
        let answer = match path.starts_with("/receipts") {
            true => {
                let call = who.call(method.parse().unwrap(), &scene.fill(path)).secret(&scene.question.secret);
                call.json(scene.body(method, path).unwrap_or_default()).await
            }
            false if path.ends_with("/second") || path == "/inquiries/{slug}/questions" => {
                scene.call(&scene.asker, method, path).await
            }
            false => scene.call(who, method, path).await,
        };
        let sent = &description["paths"][format!("/api/v1{path}")][method.to_lowercase()]["requestBody"];
        if let Some(body) = scene.body(method, path).filter(|_| !sent.is_null()) {
            let mut wrong = Vec::new();
            compare(&description, &sent["content"]["application/json"]["schema"], &body, "", &mut wrong);
            assert!(wrong.is_empty(), "{method} {path} takes what is not described: {wrong:?}");
        }
        done += usize::from(answer.status < 300);
        must_be_as_described(&description, method, path, &answer);
    }
    assert!(done * 2 > calls().count(), "only {done} calls were done");
}

async fn questions_of_every_kind_are_answered_as_described(town: Town) {
    let scene = Scene::new(&town).await;
    let (mo, asker, inquiry) = (&scene.moderator, &scene.asker, &scene.inquiry);
    let description = town.nobody().get("/openapi.json").await.ok();
    let full = json!({
        "text": "我叫李四住9栋1803", "title": "电梯", "place": "9栋", "name": "李四", "contact": "13900001111",
        "department": "housing", "visibility": "public"
    });
    let asked = crate::kit::Asked::of(&asker.writes(inquiry, full).await.ok());
    mo.post(&format!("/questions/{}/hold", asked.id)).await.ok();
    let desk = mo.get("/inquiries/wuye-1/desk?queue=all").await;
    must_be_as_described(&description, "GET", "/inquiries/{slug}/desk", &desk);
    mo.rejects(&asked.id, "vague").await;
    asker.says(&asked, "appeal", json!({ "text": "请再看一看" })).await.ok();
    asker.says(&asked, "rating", json!({ "answer": "fair", "handling": "fair" })).await;
    mo.post(&format!("/questions/{}/reveal", asked.id)).json(json!({ "reason": "核实楼栋号" })).await.ok();

    let own = asker.get(&format!("/receipts/{}", asked.receipt)).secret(&asked.secret).await;
    must_be_as_described(&description, "GET", "/receipts/{receipt}", &own);
    let card = mo.get(&format!("/questions/{}/desk", asked.id)).await;
    must_be_as_described(&description, "GET", "/questions/{id}/desk", &card);
    let list = Person::get(asker, "/inquiries/wuye-1/questions?limit=1").await;
    must_be_as_described(&description, "GET", "/inquiries/{slug}/questions", &list);
}

fn must_be_as_described(description: &Value, method: &str, path: &str, answer: &Answer) {
    let responses = &description["paths"][format!("/api/v1{path}")][method.to_lowercase()]["responses"];
    let response = &responses[answer.status.to_string()];
    if response.is_null() {
        assert!(
            COMMON.contains(&answer.status),
            "{method} {path} is not described to answer {}: {}",
            answer.status,
            answer.text
        );
        return;
    }
    let schema = &response["content"]["application/json"]["schema"];
    if !schema.is_null() {
        let mut wrong = Vec::new();
        compare(description, schema, &answer.body, "", &mut wrong);
        assert!(wrong.is_empty(), "{method} {path} answers otherwise than described: {wrong:?}\n{}", answer.text);
    }
}

/// Notes where a value is not what a schema says: missing or unknown members, other kinds, other words.
fn compare(all: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = all.pointer(name.trim_start_matches('#')).expect("what is referred to is described");
        return compare(all, schema, value, at, wrong);
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(options) = schema[key].as_array() {
            let fits = options.iter().any(|option| {
                let mut wrong = Vec::new();
                compare(all, option, value, at, &mut wrong);
                wrong.is_empty()
            });
            if !fits {
                wrong.push(format!("{at} is none of its kinds"));
            }
            return;
        }
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let fits = kinds.is_empty() || kinds.contains(&kind) || (kind == "integer" && kinds.contains(&"number"));
    if !fits {
        return wrong.push(format!("{at} is {kind}, not {kinds:?}"));
    }
    if let Some(words) = schema["enum"].as_array().filter(|words| !words.contains(value)) {
        wrong.push(format!("{at} is {value}, none of {words:?}"));
    }
    for (n, item) in value.as_array().into_iter().flatten().enumerate() {
        compare(all, &schema["items"], item, &format!("{at}[{n}]"), wrong);
    }
    if let Some(fields) = value.as_object() {
        compare_fields(all, schema, fields, at, wrong);
    }
}

fn compare_fields(
    all: &Value,
    schema: &Value,
    fields: &serde_json::Map<String, Value>,
    at: &str,
    wrong: &mut Vec<String>,
) {
    let (mut known, mut required) = (serde_json::Map::new(), Vec::new());
    let rest = gather(all, schema, &mut known, &mut required);
    for name in required.iter().filter(|name| !fields.contains_key(*name)) {
        wrong.push(format!("{at}.{name} is missing"));
    }
    for (name, field) in fields {
        match (known.get(name), &rest) {
            (Some(schema), _) | (None, Some(schema)) => compare(all, schema, field, &format!("{at}.{name}"), wrong),
            (None, None) if !known.is_empty() => wrong.push(format!("{at}.{name} is not described")),
            (None, None) => {}
        }
    }
}

/// The fields of an object's schema, of all that it is made of; and what its other fields are, if it may have some.
fn gather(
    all: &Value,
    schema: &Value,
    known: &mut serde_json::Map<String, Value>,
    required: &mut Vec<String>,
) -> Option<Value> {
    if let Some(name) = schema["$ref"].as_str() {
        return gather(all, all.pointer(name.trim_start_matches('#')).expect("it is described"), known, required);
    }
    known.extend(schema["properties"].as_object().cloned().unwrap_or_default());
    required
        .extend(schema["required"].as_array().into_iter().flatten().filter_map(|it| it.as_str().map(str::to_owned)));
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let of_parts = parts.filter_map(|part| gather(all, part, known, required)).last();
    Some(schema["additionalProperties"].clone()).filter(|it| it.is_object()).or(of_parts)
}
