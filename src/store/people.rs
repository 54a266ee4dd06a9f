//! The shelf of staff: persons, what they may be, and the credentials that show who they are.

use super::{Error, Result, Tx, sql};
use crate::domain::{
    id::{DepartmentId, InquiryId, PersonId, ProgrammeId},
    moment::{Moment, days},
    role::{Grant, Role, Scope, Staff},
};

/// Somebody of the staff.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Their name: the same name is the same person.
    pub name: String,
    /// Rises by one with each change.
    pub version: i64,
}

#[derive(sqlx::FromRow)]
struct GrantRow {
    role: Role,
    programme: Option<ProgrammeId>,
    inquiry: Option<InquiryId>,
    department: Option<DepartmentId>,
}

/// The person of this name, made when there is none.
pub async fn named(tx: &mut Tx, name: &str, now: Moment) -> Result<Person> {
    sql("insert into person (id, name, version, created_at) values ($1, $2, 1, $3) on conflict (name) do nothing")
        .bind(PersonId::new().as_str())
        .bind(name)
        .bind(now)
        .run(tx)
        .await?;
    sql("select id, name, version from person where name = $1").bind(name).one(tx).await
}

/// One person.
pub async fn get(tx: &mut Tx, id: &PersonId) -> Result<Option<Person>> {
    sql("select id, name, version from person where id = $1").bind(id.as_str()).maybe(tx).await
}

/// What replay needs of a person; nothing that tells their name.
pub fn after(person: &Person, ended: bool) -> serde_json::Value {
    serde_json::json!({ "version": person.version, "ended": ended })
}

/// Whether somebody works here still.
pub async fn is_here(tx: &mut Tx, id: &PersonId) -> Result<bool> {
    let found: Option<(i64,)> =
        sql("select version from person where id = $1 and ended_at is null").bind(id.as_str()).maybe(tx).await?;
    Ok(found.is_some())
}

/// The person of exactly this name, who may no longer work here.
pub async fn by_name(tx: &mut Tx, name: &str) -> Result<Option<Person>> {
    sql("select id, name, version from person where name = $1").bind(name).maybe(tx).await
}

/// Raises a person's version by one; `Stale` when another version is there.
pub async fn save(tx: &mut Tx, person: &Person, ended_at: Option<Moment>) -> Result<()> {
    let saved =
        sql("update person set version = $1, ended_at = $2 where id = $3 and version = $4 and ended_at is null")
            .bind(person.version)
            .bind(ended_at)
            .bind(person.id.as_str())
            .bind(person.version - 1)
            .run(tx)
            .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// The names of these people, by id.
pub async fn names(tx: &mut Tx, ids: &[&str]) -> Result<std::collections::BTreeMap<String, String>> {
    let found: Vec<(String, String)> =
        sql("select id, name from person where id in (select value->>0 from jsonb_each($1))")
            .bind(super::rows::Rows::of_texts(ids.iter().copied()))
            .all(tx)
            .await?;
    Ok(found.into_iter().collect())
}

/// Everybody, by id.
pub async fn all(tx: &mut Tx) -> Result<Vec<Person>> {
    sql("select id, name, version from person where ended_at is null order by id").all(tx).await
}

/// Everybody who ever worked here, and whether they no longer do.
pub async fn everybody(tx: &mut Tx) -> Result<Vec<(Person, bool)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        person: Person,
        ended_at: Option<Moment>,
    }
    let rows: Vec<Row> = sql("select id, name, version, ended_at from person order by id").all(tx).await?;
    Ok(rows.into_iter().map(|row| (row.person, row.ended_at.is_some())).collect())
}

/// Whether anybody works here yet.
pub async fn is_empty(tx: &mut Tx) -> Result<bool> {
    let (n,): (i64,) = sql("select count(*) from person").one(tx).await?;
    Ok(n == 0)
}

/// What a person may be.
pub async fn grants(tx: &mut Tx, person: &PersonId) -> Result<Vec<Grant>> {
    let rows: Vec<GrantRow> = sql("select role, programme, inquiry, department from role_grant
         where person = $1 and ended_at is null order by id")
    .bind(person.as_str())
    .all(tx)
    .await?;
    let grants = rows.into_iter().map(|row| {
        let scope = match (row.programme, row.inquiry, row.department) {
            (Some(id), _, _) => Scope::Programme(id),
            (_, Some(id), _) => Scope::Inquiry(id),
            (_, _, Some(id)) => Scope::Department(id),
            _ => Scope::House,
        };
        Grant { role: row.role, scope }
    });
    Ok(grants.collect())
}

/// What a credential is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// A bearer token of other software.
    Token,
    /// A browser that signed in.
    Session,
    /// A link that signs in once.
    Invitation,
}

impl CredentialKind {
    fn word(self) -> &'static str {
        match self {
            CredentialKind::Token => "token",
            CredentialKind::Session => "session",
            CredentialKind::Invitation => "invitation",
        }
    }
}

/// Keeps the hash of a credential.
pub async fn keep_credential(
    tx: &mut Tx,
    kind: CredentialKind,
    hash: &str,
    person: &PersonId,
    now: Moment,
    expires_at: Moment,
) -> Result<()> {
    sql("insert into credential (hash, kind, person, created_at, expires_at) values ($1, $2, $3, $4, $5)")
        .bind(hash)
        .bind(kind.word())
        .bind(person.as_str())
        .bind(now)
        .bind(expires_at)
        .run(tx)
        .await
        .map(drop)
}

/// So long a session that ran out goes on while its person's show is live, in milliseconds: longer than any show, and no
/// longer than a day, in case nobody ends it.
pub const GRACE_MS: i64 = days(1);

#[derive(sqlx::FromRow)]
struct Shown {
    #[sqlx(flatten)]
    person: Person,
    expires_at: Moment,
}

/// Who shows this token or session. Nobody who signed in is signed out while a show of theirs is live.
pub async fn staff_by_credential(tx: &mut Tx, hash: &str, now: Moment) -> Result<Option<Staff>> {
    let shown: Option<Shown> = sql("select person.id, person.name, person.version, credential.expires_at from person
         join credential on credential.person = person.id
         where credential.hash = $1 and credential.kind <> 'invitation' and credential.revoked_at is null
           and person.ended_at is null
           and (credential.expires_at > $2 or (credential.kind = 'session' and credential.expires_at > $3))")
    .bind(hash)
    .bind(now)
    .bind(now - GRACE_MS)
    .maybe(tx)
    .await?;
    let Some(Shown { person, expires_at }) = shown else { return Ok(None) };
    let grants = grants(tx, &person.id).await?;
    if expires_at <= now && !is_live_for(tx, &grants).await? {
        return Ok(None);
    }
    Ok(Some(Staff { person: person.id, name: person.name, grants }))
}

/// Whether a show that these grants reach is live, its signal cut or not.
async fn is_live_for(tx: &mut Tx, grants: &[Grant]) -> Result<bool> {
    let live: Vec<(InquiryId, ProgrammeId)> =
        sql("select id, programme from inquiry where phase = 'live' order by id").all(tx).await?;
    Ok(live.iter().any(|(inquiry, programme)| grants.iter().any(|grant| grant.reaches(inquiry, programme))))
}

/// Uses up an invitation, once, and says whose it was.
pub async fn use_invitation(tx: &mut Tx, hash: &str, now: Moment) -> Result<Option<PersonId>> {
    let found: Option<(PersonId,)> = sql("update credential set used_at = $1
         where hash = $2 and kind = 'invitation' and used_at is null and revoked_at is null and expires_at > $3
         returning person")
    .bind(now)
    .bind(hash)
    .bind(now)
    .maybe(tx)
    .await?;
    Ok(found.map(|(person,)| person))
}

/// Ends a credential.
pub async fn revoke(tx: &mut Tx, hash: &str, now: Moment) -> Result<()> {
    sql("update credential set revoked_at = $1 where hash = $2 and revoked_at is null")
        .bind(now)
        .bind(hash)
        .run(tx)
        .await
        .map(drop)
}
