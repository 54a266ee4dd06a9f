//! The pages of the stage: the gallery for whoever may read it, and a screen for whoever holds its link.

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};

use super::{gallery, screen};
use crate::{
    app::{App, reach},
    domain::{disclosure::List, role::Deed},
    http::{
        Problem, Reader, Signed,
        page::{self, see_other},
    },
    pages::{
        self, House,
        stage::{ConfidencePage, GonePage, LowerThirdPage, PrompterPage, RundownPage},
    },
    store::{inquiries, screens::ScreenKind},
};

/// The gallery of an inquiry. Whoever is not signed in is led to the door for staff.
pub async fn rundown(
    State(app): State<App>,
    Path(slug): Path<String>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let mark = app.open_list(&staff, Deed::ReadStage, &slug, List::Rundown).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let gallery = gallery::of(&app, &mut tx, &inquiry).await?;
    let page = RundownPage {
        slug,
        theme: inquiry.theme.clone(),
        phase: inquiry.phase.word(),
        me: staff.person.clone(),
        may_direct: staff.may(Deed::Direct, &inquiry.id, &inquiry.programme),
        may_approve: staff.may(Deed::ApproveAir, &inquiry.id, &inquiry.programme),
        gallery: json!(gallery),
    };
    let house = House::from(&programme);
    let reader = reader.marked(mark).ringing(app.ring_for(&mut tx, &staff, Some(&inquiry)).await?);
    reader.show_private(&app, &page, &reader.say("stage"), house)
}

/// The page of one screen. A link that was taken back shows nothing at all: somebody may be filming it.
pub async fn screen(State(app): State<App>, Path(key): Path<String>, reader: Reader) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let Ok(screen) = screen::known(&mut tx, &key).await else {
        let gone = reader.show_private(&app, &GonePage {}, &reader.say("screen-gone"), page::house())?;
        return Ok((StatusCode::NOT_FOUND, gone).into_response());
    };
    let state = screen::of(&app, &mut tx, &screen).await?;
    let mut state = json!(state);
    state["now"] = Value::from(app.now().0);
    match screen.kind {
        ScreenKind::Prompter => {
            reader.show_private(&app, &PrompterPage { state }, &reader.say("prompter"), page::house())
        }
        ScreenKind::Confidence => {
            reader.show_private(&app, &ConfidencePage { state }, &reader.say("confidence"), page::house())
        }
        ScreenKind::LowerThird | ScreenKind::Corner => {
            reader.show_private(&app, &LowerThirdPage {}, &reader.say("lower-third"), page::house())
        }
    }
}

/// What keeps a screen's page on its device. It must lie where the screens are, so it has no hashed name.
pub async fn worker(headers: HeaderMap) -> Result<Response, Problem> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let asset = pages::built("stage/worker.ts", accepted).ok_or_else(Problem::not_found)?;
    let mut response = asset.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = asset.encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    Ok(response)
}
