//! 掌台: a page of the gallery says that it is there; the first has the show, and another takes it with one key.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::show::Show;
use crate::{
    app::{self, App, By, reach},
    domain::{
        happening::{self, Actor},
        helm::{Helm, Says, Turned},
        inquiry::Inquiry,
        moment::Moment,
        role::{Deed, Staff},
    },
    http::{Problem, Sent, Signed, problem::Wrong},
    store::{Lane, Tx, helms, people},
    text::clean::clean_line,
};

/// The longest name that a page makes up for itself, in characters.
const PAGE_CHARS: usize = 40;

/// What a page says.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[schema(as = HelmWanted)]
pub struct Wanted {
    /// The name that the page made up for itself.
    pub page: Option<String>,
    /// Whether it wants the show, whoever has it.
    #[serde(default)]
    pub takes: bool,
    /// Whether it is being left.
    #[serde(default)]
    pub leaves: bool,
}

/// Which page has the show.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageHelm {
    /// The page; none once it was left.
    pub page: Option<String>,
    /// Who sits there, by name.
    pub who: String,
    /// Since when.
    pub taken_at: Moment,
    /// When it was last heard of.
    pub seen_at: Option<Moment>,
}

/// A page says that it is there, that it takes the show, or that it is left.
#[utoipa::path(post, path = "/inquiries/{slug}/helm", request_body = Wanted, params(("slug" = String, Path)),
    responses((status = 200, body = Option<StageHelm>), (status = 403), (status = 404), (status = 422)))]
pub async fn helm_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<Wanted>,
) -> Result<Json<Option<StageHelm>>, Problem> {
    let page = clean_line(sent.body.page.as_deref().unwrap_or_default());
    if page.is_empty() || page.chars().count() > PAGE_CHARS {
        return Err(Problem::fields(&[Wrong { field: "page", code: "required", limit: None }]));
    }
    let says = match (sent.body.leaves, sent.body.takes) {
        (true, _) => Says::Leaves,
        (_, true) => Says::Takes,
        _ => Says::There,
    };
    let by = By::from(Actor::Person(staff.person.clone()));
    Ok(Json(say(&app, &staff, &by, &slug, &page, says).await?))
}

/// A page says something, and hears which page has the show.
pub async fn say(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    page: &str,
    says: Says,
) -> app::Result<Option<StageHelm>> {
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, staff, Deed::Direct, slug).await?;
    let stands = helms::of(&mut tx, &inquiry.id).await?;
    match Helm::turn(stands.as_ref(), &inquiry.id, page, &staff.person, says, app.now()) {
        Turned::Stands => seen(&mut tx, &inquiry).await,
        Turned::Seen(helm) => {
            drop(tx);
            let mut tx = app.store.write(Lane::Flood).await?;
            helms::seen(&mut tx, &helm).await?;
            let seen = seen(&mut tx, &inquiry).await?;
            tx.commit().await?;
            Ok(seen)
        }
        Turned::Taken(_) => {
            drop(tx);
            take(app, staff, by, slug, page, says).await
        }
    }
}

/// Takes the show. The running order is held meanwhile, so that of two pages at once one has it.
async fn take(app: &App, staff: &Staff, by: &By, slug: &str, page: &str, says: Says) -> app::Result<Option<StageHelm>> {
    let mut show = Show::hold_on_air(app, staff, by, slug).await?;
    let (inquiry, now) = (show.inquiry.clone(), show.act.now);
    let stands = helms::of(&mut show.act.tx, &inquiry.id).await?;
    if let Turned::Taken(helm) = Helm::turn(stands.as_ref(), &inquiry.id, page, &staff.person, says, now) {
        helms::save(&mut show.act.tx, &helm).await?;
        show.act.record(happening::helm_taken(&helm));
    }
    let seen = seen(&mut show.act.tx, &inquiry).await?;
    show.settle(app, seen).await
}

/// Which page has the show, as the gallery sees it; none before any had.
pub async fn seen(tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Option<StageHelm>> {
    let Some(helm) = helms::of(tx, &inquiry.id).await? else { return Ok(None) };
    let who = people::get(tx, &helm.person).await?.map(|person| person.name).unwrap_or_default();
    let page = helm.seen_at.map(|_| helm.page);
    Ok(Some(StageHelm { page, who, taken_at: helm.taken_at, seen_at: helm.seen_at }))
}
