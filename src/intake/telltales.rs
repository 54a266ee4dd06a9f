//! Before it is sent: what in a story, its place and a form of address could tell on whoever wrote it.

use axum::Json;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use utoipa::ToSchema;

use crate::{
    domain::{
        question::Visibility,
        telltale::{Telltale, telltales},
    },
    http::{Problem, Sent},
    text::clean::{clean, clean_line},
};

/// What is about to be sent.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default)]
#[schema(as = AboutToSend)]
pub struct Draft {
    /// The question.
    pub text: String,
    /// Where it is.
    pub place: String,
    /// How the asker would like to be called.
    pub name: String,
    /// Who may see what.
    pub visibility: String,
}

/// What could tell on its writer. It never hinders anybody from sending.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Telltales {
    /// What was found, in the order of the form.
    pub items: Vec<Telltale>,
    /// Stands for just these items: a form that carries it was shown them.
    pub seen: String,
}

/// Looks through what is about to be sent; nothing of it is kept.
#[utoipa::path(post, path = "/telltales", request_body = Draft, responses((status = 200, body = Telltales), (status = 400)))]
pub async fn look_through(sent: Sent<Draft>) -> Result<Json<Telltales>, Problem> {
    Ok(Json(found(&sent.body)))
}

/// What could tell on whoever wrote this.
pub fn found(draft: &Draft) -> Telltales {
    let shows_name = Visibility::of(&draft.visibility) == Some(Visibility::Public);
    let (text, place, name) = (clean(&draft.text), clean_line(&draft.place), clean_line(&draft.name));
    let items = telltales(&text, &place, &name, shows_name);
    let seen = if items.is_empty() { String::new() } else { digest(&items) };
    Telltales { items, seen }
}

fn digest(items: &[Telltale]) -> String {
    let text: Vec<String> = items.iter().map(|it| format!("{} {}", it.field, it.words)).collect();
    hex::encode(&Sha256::digest(text.join("\n"))[..8])
}
