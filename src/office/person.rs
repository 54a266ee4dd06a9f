//! People: who works here, what they may be and where, and the one-time link by which they come in.

use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{field::Fields, house, programme::NAME_CHARS};
use crate::{
    app::{self, Act, App, By, Error},
    domain::{
        happening::Actor,
        id::PersonId,
        moment::{Moment, days},
        pair::Pair,
        refusal::Refusal,
        role::{Grant, Role, Scope, Staff},
    },
    http::Problem,
    store::{
        Tx, grants, inquiries,
        people::{self, CredentialKind, Person},
    },
    vault::token,
};

/// How long an invitation waits to be used, in milliseconds.
pub const INVITED_MS: i64 = days(7);

/// Somebody to work here.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct PersonWanted {
    /// Their name: the same name is the same person.
    pub name: Option<String>,
}

/// A part for somebody. Of programme, inquiry and department at most one is named; none is the whole house.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct GrantWanted {
    /// The part.
    pub role: Option<String>,
    /// In this programme only, by its name in addresses.
    pub programme: Option<String>,
    /// In this inquiry only.
    pub inquiry: Option<String>,
    /// For this department.
    pub department: Option<String>,
    /// The person's version that was seen.
    pub version: Option<i64>,
}

/// Which version was seen.
#[derive(Clone, Debug, Default, Deserialize, ToSchema, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SeenVersion {
    /// The version.
    pub version: Option<i64>,
}

/// A grant as the office sees it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficeGrant {
    /// Its id.
    pub id: String,
    /// The part.
    pub role: Role,
    /// In which programme only, by its name in addresses.
    pub programme: Option<String>,
    /// In which inquiry only.
    pub inquiry: Option<String>,
    /// For which department.
    pub department: Option<String>,
}

/// Somebody who works here, as the office sees them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OfficePerson {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they may be.
    pub grants: Vec<OfficeGrant>,
    /// Whether they work here no longer.
    pub ended: bool,
    /// Their version.
    pub version: i64,
}

/// A link that signs in once. It is shown here and nowhere again.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Invitation {
    /// The address.
    pub link: String,
    /// Until when it can be used.
    pub expires_at: Moment,
}

/// A name, checked.
pub fn checked_name(sent: &PersonWanted) -> Result<String, Problem> {
    let mut fields = Fields::default();
    let name = fields.needed("name", sent.name.as_ref(), NAME_CHARS);
    fields.must_be_right()?;
    Ok(name)
}

/// A part, checked: a department's officer speaks for one, and a scope is one.
pub fn checked_role(sent: &GrantWanted) -> Result<Role, Problem> {
    let mut fields = Fields::default();
    let role = sent.role.as_deref().and_then(Role::of);
    let named = |it: &Option<String>| it.as_deref().is_some_and(|it| !it.is_empty());
    match role {
        None => fields.wrong("role", "unknown", None),
        Some(Role::Department) if !named(&sent.department) => fields.wrong("department", "required", None),
        Some(_) => {}
    }
    if [&sent.programme, &sent.inquiry, &sent.department].into_iter().filter(|it| named(it)).count() > 1 {
        fields.wrong("scope", "too_many", Some(1));
    }
    fields.must_be_right()?;
    role.ok_or_else(Problem::malformed)
}

/// Takes somebody in, without any part yet.
pub async fn hire(app: &App, staff: &Staff, by: &By, name: &str) -> app::Result<OfficePerson> {
    house::must_run(staff)?;
    let mut act = app.begin(by).await?;
    if people::by_name(&mut act.tx, name).await?.is_some() {
        return Err(Refusal::NameTaken.into());
    }
    let now = act.now;
    let person = people::named(&mut act.tx, name, now).await?;
    act.record(house::changed("person", person.id.as_str(), people::after(&person, false)));
    let shown = shown(&mut act.tx, person).await?;
    app.settle(act, shown).await
}

/// Gives somebody a part somewhere, unless they have it. Only who runs the machines lets others run them.
pub async fn give(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &PersonId,
    seen: i64,
    role: Role,
    place: &GrantWanted,
) -> app::Result<OfficePerson> {
    must_be_admin_for(staff, role)?;
    let mut act = app.begin(by).await?;
    let person = fresh(&mut act.tx, staff, id, seen).await?;
    let grant = Grant { role, scope: scope(&mut act.tx, place).await? };
    if grants::of(&mut act.tx, id).await?.iter().any(|kept| kept.grant() == grant) {
        let shown = shown(&mut act.tx, person).await?;
        return app.settle(act, shown).await;
    }
    keep(&mut act, id, &grant).await?;
    let after = raise(&mut act, person, None).await?;
    let shown = shown(&mut act.tx, after).await?;
    app.settle(act, shown).await
}

/// Ends a part.
pub async fn take(
    app: &App,
    staff: &Staff,
    by: &By,
    id: &PersonId,
    grant: &str,
    seen: i64,
) -> app::Result<OfficePerson> {
    let mut act = app.begin(by).await?;
    let person = fresh(&mut act.tx, staff, id, seen).await?;
    let kept = grants::of(&mut act.tx, id).await?.into_iter().find(|kept| kept.id == grant);
    let kept = kept.ok_or(Error::NotFound("grant"))?;
    must_be_admin_for(staff, kept.role)?;
    finish(&mut act, kept).await?;
    let after = raise(&mut act, person, None).await?;
    let shown = shown(&mut act.tx, after).await?;
    app.settle(act, shown).await
}

/// Somebody works here no longer. Nobody ends themselves: a house without anybody to run it is locked.
pub async fn end(app: &App, staff: &Staff, by: &By, id: &PersonId, seen: i64) -> app::Result<OfficePerson> {
    let mut act = app.begin(by).await?;
    let person = fresh(&mut act.tx, staff, id, seen).await?;
    Pair::Leaving.countersign(&[id], &staff.person).map_err(Refusal::from)?;
    for kept in grants::of(&mut act.tx, id).await? {
        must_be_admin_for(staff, kept.role)?;
        finish(&mut act, kept).await?;
    }
    let now = act.now;
    let after = raise(&mut act, person, Some(now)).await?;
    let shown = OfficePerson { ended: true, ..shown(&mut act.tx, after).await? };
    app.settle(act, shown).await
}

/// Makes a link that signs somebody in once.
pub async fn invite(app: &App, staff: &Staff, id: &PersonId) -> app::Result<Invitation> {
    house::must_run(staff)?;
    let mut act = app.begin(&By::from(Actor::Person(staff.person.clone()))).await?;
    if !people::is_here(&mut act.tx, id).await? {
        return Err(Error::NotFound("person"));
    }
    for kept in grants::of(&mut act.tx, id).await? {
        must_be_admin_for(staff, kept.role)?;
    }
    let (secret, now) = (token::staff_token(), act.now);
    let expires_at = now + INVITED_MS;
    people::keep_credential(&mut act.tx, CredentialKind::Invitation, &token::hash(&secret), id, now, expires_at)
        .await?;
    act.record(house::changed("invitation", id.as_str(), json!({ "expires_at": expires_at })));
    app.settle(act, ()).await?;
    Ok(Invitation { link: format!("{}/sign-in?invitation={secret}", app.config.public_url()), expires_at })
}

/// Seats somebody by name: takes them in and gives the part, whatever of it is not so yet.
pub async fn seat(act: &mut Act, name: &str, grant: &Grant) -> app::Result<Person> {
    house::open_journal(act).await?;
    let is_new = people::by_name(&mut act.tx, name).await?.is_none();
    let now = act.now;
    let person = people::named(&mut act.tx, name, now).await?;
    if !people::is_here(&mut act.tx, &person.id).await? {
        return Err(Error::NotFound("person"));
    }
    if is_new {
        act.record(house::changed("person", person.id.as_str(), people::after(&person, false)));
    }
    if grants::of(&mut act.tx, &person.id).await?.iter().any(|kept| kept.grant() == *grant) {
        return Ok(person);
    }
    keep(act, &person.id, grant).await?;
    if is_new { Ok(person) } else { raise(act, person, None).await }
}

/// Everybody who works here, with what they may be.
pub async fn everybody(tx: &mut Tx) -> app::Result<Vec<OfficePerson>> {
    let mut all = Vec::new();
    for person in people::all(tx).await? {
        all.push(shown(tx, person).await?);
    }
    Ok(all)
}

/// One person who works here.
pub async fn one(tx: &mut Tx, id: &PersonId) -> app::Result<OfficePerson> {
    let person = people::get(tx, id).await?.ok_or(Error::NotFound("person"))?;
    let ended = !people::is_here(tx, id).await?;
    Ok(OfficePerson { ended, ..shown(tx, person).await? })
}

async fn fresh(tx: &mut Tx, staff: &Staff, id: &PersonId, seen: i64) -> app::Result<Person> {
    house::must_run(staff)?;
    let person = people::get(tx, id).await?.ok_or(Error::NotFound("person"))?;
    if person.version != seen || !people::is_here(tx, id).await? {
        return Err(Error::Stands(Refusal::Stale, json!(one(tx, id).await?)));
    }
    Ok(person)
}

async fn raise(act: &mut Act, before: Person, ended_at: Option<Moment>) -> app::Result<Person> {
    let after = Person { version: before.version + 1, ..before };
    people::save(&mut act.tx, &after, ended_at).await?;
    act.record(house::changed("person", after.id.as_str(), people::after(&after, ended_at.is_some())));
    Ok(after)
}

async fn keep(act: &mut Act, person: &PersonId, grant: &Grant) -> app::Result<()> {
    let (kept, now) = (grants::Kept::new(person, grant), act.now);
    grants::insert(&mut act.tx, &kept, now).await?;
    act.record(house::changed("grant", &kept.id, kept.after()));
    Ok(())
}

async fn finish(act: &mut Act, kept: grants::Kept) -> app::Result<()> {
    let now = act.now;
    grants::end(&mut act.tx, &kept.id, now).await?;
    let kept = grants::Kept { ended_at: Some(now), ..kept };
    act.record(house::changed("grant", &kept.id, kept.after()));
    Ok(())
}

fn must_be_admin_for(staff: &Staff, role: Role) -> app::Result<()> {
    house::must_run(staff)?;
    if role == Role::Admin && !staff.is(Role::Admin) { Err(Refusal::NotAllowed.into()) } else { Ok(()) }
}

async fn scope(tx: &mut Tx, place: &GrantWanted) -> app::Result<Scope> {
    let named = |it: &Option<String>| it.clone().filter(|it| !it.is_empty());
    if let Some(slug) = named(&place.department) {
        let found = inquiries::department(tx, &slug).await?;
        return Ok(Scope::Department(found.ok_or(Error::NotFound("department"))?.id));
    }
    if let Some(slug) = named(&place.inquiry) {
        return Ok(Scope::Inquiry(inquiries::by_slug(tx, &slug).await?.ok_or(Error::NotFound("inquiry"))?.id));
    }
    if let Some(slug) = named(&place.programme) {
        let found = inquiries::programme_by_slug(tx, &slug).await?;
        return Ok(Scope::Programme(found.ok_or(Error::NotFound("programme"))?.id));
    }
    Ok(Scope::House)
}

async fn shown(tx: &mut Tx, person: Person) -> app::Result<OfficePerson> {
    let mut shown = Vec::new();
    for kept in grants::of(tx, &person.id).await? {
        let (mut programme, mut inquiry, mut department) = (None, None, None);
        if let Some(id) = &kept.programme {
            programme = Some(inquiries::programme(tx, id).await?.slug);
        }
        if let Some(id) = &kept.inquiry {
            inquiry = inquiries::get(tx, id).await?.map(|it| it.slug);
        }
        if let Some(id) = &kept.department {
            department = inquiries::department(tx, id.as_str()).await?.map(|it| it.slug);
        }
        shown.push(OfficeGrant { id: kept.id, role: kept.role, programme, inquiry, department });
    }
    Ok(OfficePerson { id: person.id, name: person.name, grants: shown, ended: false, version: person.version })
}
