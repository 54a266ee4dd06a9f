//! Departments: whoever can be questioned and can owe, made and renamed.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{field::Fields, house, programme::NAME_CHARS};
use crate::{
    app::{self, App, By, Error},
    domain::{happening::Actor, id::DepartmentId, refusal::Refusal, role::Staff},
    http::{Problem, Sent, Signed, seen},
    store::inquiries::{self, Department},
};

/// What a department can be.
pub const KINDS: [&str; 3] = ["organ", "company", "township"];

/// A department as it is wanted.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct DepartmentWanted {
    /// Its name in addresses; given once.
    pub slug: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// `organ`, `company` or `township`.
    pub kind: Option<String>,
    /// The version that was seen, to change it.
    pub version: Option<i64>,
}

/// A department as the office sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeDepartment {
    /// Its id.
    pub id: DepartmentId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// `organ`, `company` or `township`.
    pub kind: String,
    /// Its version.
    pub version: i64,
}

impl From<Department> for OfficeDepartment {
    fn from(Department { id, slug, name, kind, version }: Department) -> Self {
        Self { id, slug, name, kind, version }
    }
}

/// Every department.
#[utoipa::path(get, path = "/departments", responses((status = 200, body = Vec<OfficeDepartment>), (status = 403)))]
pub async fn list(State(app): State<App>, Signed(staff): Signed) -> Result<Json<Vec<OfficeDepartment>>, Problem> {
    house::must_run(&staff)?;
    let mut tx = app.store.read().await?;
    Ok(Json(inquiries::departments(&mut tx).await?.into_iter().map(Into::into).collect()))
}

/// Makes a department.
#[utoipa::path(post, path = "/departments", request_body = DepartmentWanted,
    responses((status = 200, body = OfficeDepartment), (status = 409, description = "name_taken"), (status = 422)))]
pub async fn make_call(
    State(app): State<App>,
    Signed(staff): Signed,
    sent: Sent<DepartmentWanted>,
) -> Result<Json<OfficeDepartment>, Problem> {
    house::must_run(&staff)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(make(&app, &staff, &by, checked(&sent.body, true)?).await?))
}

/// Renames a department. What it owes stays its own: that hangs on its id.
#[utoipa::path(post, path = "/departments/{slug}", request_body = DepartmentWanted, params(("slug" = String, Path)),
    responses((status = 200, body = OfficeDepartment), (status = 404), (status = 409), (status = 422), (status = 428)))]
pub async fn change_call(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
    sent: Sent<DepartmentWanted>,
) -> Result<Json<OfficeDepartment>, Problem> {
    let seen = seen(sent.body.version)?;
    house::must_run(&staff)?;
    let by = sent.by(Actor::Person(staff.person.clone()));
    Ok(Json(change(&app, &staff, &by, &slug, seen, checked(&sent.body, false)?).await?))
}

/// A department, checked: its name in addresses is empty where it only changes.
pub fn checked(sent: &DepartmentWanted, is_new: bool) -> Result<Department, Problem> {
    let mut fields = Fields::default();
    let slug = if is_new { fields.slug(sent.slug.as_ref()) } else { String::new() };
    let kind = sent.kind.clone().unwrap_or_else(|| KINDS[0].into());
    if !KINDS.contains(&kind.as_str()) {
        fields.wrong("kind", "unknown", None);
    }
    let name = fields.needed("name", sent.name.as_ref(), NAME_CHARS);
    fields.must_be_right()?;
    Ok(Department { id: DepartmentId::new(), slug, name, kind, version: 1 })
}

/// Makes a department.
pub async fn make(app: &App, staff: &Staff, by: &By, department: Department) -> app::Result<OfficeDepartment> {
    house::must_run(staff)?;
    let mut act = app.begin(by).await?;
    if inquiries::department(&mut act.tx, &department.slug).await?.is_some() {
        return Err(Refusal::NameTaken.into());
    }
    inquiries::insert_department(&mut act.tx, &department).await?;
    act.record(house::changed("department", department.id.as_str(), department.after()));
    app.settle(act, department.into()).await
}

/// Changes name and kind of a department.
pub async fn change(
    app: &App,
    staff: &Staff,
    by: &By,
    slug: &str,
    seen: i64,
    wanted: Department,
) -> app::Result<OfficeDepartment> {
    house::must_run(staff)?;
    let mut act = app.begin(by).await?;
    let before = inquiries::department(&mut act.tx, slug).await?.ok_or(Error::NotFound("department"))?;
    if before.version != seen {
        return Err(Error::Stands(Refusal::Stale, json!(OfficeDepartment::from(before))));
    }
    let after = Department { id: before.id, slug: before.slug, version: before.version + 1, ..wanted };
    inquiries::save_department(&mut act.tx, &after).await?;
    act.record(house::changed("department", after.id.as_str(), after.after()));
    app.settle(act, after.into()).await
}
