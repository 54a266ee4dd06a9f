//! The shelf of inquiries, with their programmes and who is summoned.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Error, Result, Tx, disclosures, journal::digest_of, respondents, sql};
use crate::domain::{
    disclosure::SecondReview,
    id::{DepartmentId, InquiryId, ProgrammeId},
    identity::Identity,
    inquiry::{Inquiry, Phase},
};

/// A standing show.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Programme {
    /// Its id.
    pub id: ProgrammeId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name, e.g. 民呼我应.
    pub name: String,
    /// Who organises it, as citizens read it.
    pub organiser: String,
    /// The telephone for those who would rather call.
    pub hotline: Option<String>,
    /// The time zone of its dates, as in the tz database.
    pub zone: String,
    /// How many days a verified promise stands in public before it is closed.
    pub notice_days: i64,
    /// Rises by one with each change.
    pub version: i64,
}

/// A body that can be questioned and can owe.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// `organ`, `company` or `township`.
    pub kind: String,
    /// Rises by one with each change.
    pub version: i64,
}

impl Programme {
    /// What replay needs of it.
    pub fn after(&self) -> Value {
        let text = digest_of(&[&self.name, &self.organiser, self.hotline.as_deref().unwrap_or_default()]);
        json!({ "slug": self.slug, "zone": self.zone, "notice_days": self.notice_days, "text": text, "version": self.version })
    }
}

impl Department {
    /// What replay needs of it.
    pub fn after(&self) -> Value {
        json!({ "slug": self.slug, "kind": self.kind, "text": digest_of(&[&self.name]), "version": self.version })
    }
}

/// Stores a programme.
pub async fn insert_programme(tx: &mut Tx, programme: &Programme) -> Result<()> {
    sql("insert into programme (id, slug, name, organiser, hotline, zone, notice_days, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8)")
    .bind(programme.id.as_str())
    .bind(&programme.slug)
    .bind(&programme.name)
    .bind(&programme.organiser)
    .bind(&programme.hotline)
    .bind(&programme.zone)
    .bind(programme.notice_days)
    .bind(programme.version)
    .run(tx)
    .await
    .map(drop)
}

/// The name of the time zone in which an inquiry tells its dates.
pub async fn zone(tx: &mut Tx, inquiry: &InquiryId) -> Result<Option<String>> {
    let found: Option<(String,)> = sql(
        "select programme.zone from inquiry join programme on programme.id = inquiry.programme where inquiry.id = $1",
    )
    .bind(inquiry.as_str())
    .maybe(tx)
    .await?;
    Ok(found.map(|(zone,)| zone))
}

/// One programme.
pub async fn programme(tx: &mut Tx, id: &ProgrammeId) -> Result<Programme> {
    sql("select * from programme where id = $1").bind(id.as_str()).one(tx).await
}

/// Every programme.
pub async fn programmes(tx: &mut Tx) -> Result<Vec<Programme>> {
    sql("select * from programme order by id").all(tx).await
}

/// The programme with this name in addresses, or this id.
pub async fn programme_by_slug(tx: &mut Tx, slug_or_id: &str) -> Result<Option<Programme>> {
    sql("select * from programme where slug = $1 or id = $1").bind(slug_or_id).maybe(tx).await
}

/// Saves a programme over the version before it; `Stale` when another version is there.
pub async fn save_programme(tx: &mut Tx, programme: &Programme) -> Result<()> {
    let saved =
        sql("update programme set name = $1, organiser = $2, hotline = $3, zone = $4, notice_days = $5, version = $6
         where id = $7 and version = $8")
        .bind(&programme.name)
        .bind(&programme.organiser)
        .bind(&programme.hotline)
        .bind(&programme.zone)
        .bind(programme.notice_days)
        .bind(programme.version)
        .bind(programme.id.as_str())
        .bind(programme.version - 1)
        .run(tx)
        .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Saves a department over the version before it; `Stale` when another version is there.
pub async fn save_department(tx: &mut Tx, department: &Department) -> Result<()> {
    let saved = sql("update department set name = $1, kind = $2, version = $3 where id = $4 and version = $5")
        .bind(&department.name)
        .bind(&department.kind)
        .bind(department.version)
        .bind(department.id.as_str())
        .bind(department.version - 1)
        .run(tx)
        .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Stores a department.
pub async fn insert_department(tx: &mut Tx, department: &Department) -> Result<()> {
    sql("insert into department (id, slug, name, kind, version) values ($1, $2, $3, $4, $5)")
        .bind(department.id.as_str())
        .bind(&department.slug)
        .bind(&department.name)
        .bind(&department.kind)
        .bind(department.version)
        .run(tx)
        .await
        .map(drop)
}

/// The department with this name in addresses, or this id.
pub async fn department(tx: &mut Tx, slug_or_id: &str) -> Result<Option<Department>> {
    sql("select * from department where slug = $1 or id = $1").bind(slug_or_id).maybe(tx).await
}

/// Every department.
pub async fn departments(tx: &mut Tx) -> Result<Vec<Department>> {
    sql("select * from department order by id").all(tx).await
}

/// The departments that are companies.
pub async fn companies(tx: &mut Tx) -> Result<BTreeSet<DepartmentId>> {
    let rows: Vec<(DepartmentId,)> = sql("select id from department where kind = 'company'").all(tx).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Stores an inquiry; its journal is opened beside it.
pub async fn insert(tx: &mut Tx, inquiry: &Inquiry) -> Result<()> {
    sql("insert into inquiry
         (id, ordinal, slug, programme, theme, phase, interruption, sentence, starts_at, minutes, call_closes_at,
          stream_url, delay_ms, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)")
    .bind(inquiry.id.as_str())
    .bind(inquiry.ordinal)
    .bind(&inquiry.slug)
    .bind(inquiry.programme.as_str())
    .bind(&inquiry.theme)
    .bind(inquiry.phase.word())
    .bind(inquiry.interruption.map(|it| it.word()))
    .bind(&inquiry.sentence)
    .bind(inquiry.starts_at)
    .bind(inquiry.minutes)
    .bind(inquiry.call_closes_at)
    .bind(&inquiry.stream_url)
    .bind(inquiry.delay_ms)
    .bind(inquiry.version)
    .run(tx)
    .await
    .map(drop)
}

/// The next number of an inquiry within the house.
pub async fn next_ordinal(tx: &mut Tx) -> Result<i64> {
    let (last,): (i64,) = sql("select coalesce(max(ordinal), 0) from inquiry").one(tx).await?;
    Ok(last + 1)
}

/// Saves an inquiry over the version before it; `Stale` when another version is there.
pub async fn save(tx: &mut Tx, inquiry: &Inquiry) -> Result<()> {
    let saved = sql(
        "update inquiry set phase = $1, interruption = $2, sentence = $3, version = $4 where id = $5 and version = $6",
    )
    .bind(inquiry.phase.word())
    .bind(inquiry.interruption.map(|it| it.word()))
    .bind(&inquiry.sentence)
    .bind(inquiry.version)
    .bind(inquiry.id.as_str())
    .bind(inquiry.version - 1)
    .run(tx)
    .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Saves an inquiry's plan over the version before it; `Stale` when another version is there.
pub async fn save_plan(tx: &mut Tx, inquiry: &Inquiry) -> Result<()> {
    let saved =
        sql("update inquiry set theme = $1, starts_at = $2, minutes = $3, call_closes_at = $4, stream_url = $5,
                delay_ms = $6, version = $7
         where id = $8 and version = $9")
        .bind(&inquiry.theme)
        .bind(inquiry.starts_at)
        .bind(inquiry.minutes)
        .bind(inquiry.call_closes_at)
        .bind(&inquiry.stream_url)
        .bind(inquiry.delay_ms)
        .bind(inquiry.version)
        .bind(inquiry.id.as_str())
        .bind(inquiry.version - 1)
        .run(tx)
        .await?;
    if saved == 1 { Ok(()) } else { Err(Error::Stale) }
}

/// Summons exactly these departments, in this order.
pub async fn resummon(tx: &mut Tx, inquiry: &InquiryId, departments: &[DepartmentId]) -> Result<()> {
    sql("delete from summoned where inquiry = $1").bind(inquiry.as_str()).run(tx).await?;
    for (place, department) in departments.iter().enumerate() {
        summon(tx, inquiry, department, place as i64).await?;
    }
    Ok(())
}

/// Puts a department on the list of those who answer, at a place.
pub async fn summon(tx: &mut Tx, inquiry: &InquiryId, department: &DepartmentId, place: i64) -> Result<()> {
    sql("insert into summoned (inquiry, department, place) values ($1, $2, $3)")
        .bind(inquiry.as_str())
        .bind(department.as_str())
        .bind(place)
        .run(tx)
        .await
        .map(drop)
}

/// Who answers in an inquiry, in their order.
pub async fn summoned(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Department>> {
    sql("select department.* from department join summoned on summoned.department = department.id
         where summoned.inquiry = $1 order by summoned.place, department.id")
    .bind(inquiry.as_str())
    .all(tx)
    .await
}

/// The inquiry with this name in addresses.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<Inquiry>> {
    sql("select * from inquiry where slug = $1").bind(slug).maybe(tx).await
}

/// One inquiry.
pub async fn get(tx: &mut Tx, id: &InquiryId) -> Result<Option<Inquiry>> {
    sql("select * from inquiry where id = $1").bind(id.as_str()).maybe(tx).await
}

/// Every inquiry that the public may know of, the latest first.
pub async fn known(tx: &mut Tx) -> Result<Vec<Inquiry>> {
    sql("select * from inquiry where phase <> $1 order by starts_at desc, id")
        .bind(Phase::Planning.word())
        .all(tx)
        .await
}

/// Every inquiry, those on air first, then by how near their show is.
pub async fn all(tx: &mut Tx) -> Result<Vec<Inquiry>> {
    sql("select * from inquiry order by case phase when 'live' then 0 when 'collecting' then 1 else 2 end, starts_at desc, id")
        .all(tx)
        .await
}

/// What replay needs of everything that is planned for an inquiry.
pub async fn plan_after(tx: &mut Tx, inquiry: &Inquiry) -> Result<Value> {
    let rules = disclosures::of(tx, &inquiry.id).await?;
    let summoned: Vec<DepartmentId> = self::summoned(tx, &inquiry.id).await?.into_iter().map(|it| it.id).collect();
    let speaking = respondents::of(tx, &inquiry.id).await?;
    let speaking = speaking.iter().map(|one| {
        let mut words: Vec<&str> = vec![&one.post, &one.name];
        words.extend(one.reading.as_deref());
        json!([one.id, one.department, digest_of(&words)])
    });
    let speaking: Vec<Value> = speaking.collect();
    let mut after = json!({
        "text": digest_of(&[&inquiry.theme, inquiry.stream_url.as_deref().unwrap_or_default()]),
        "starts_at": inquiry.starts_at, "minutes": inquiry.minutes, "call_closes_at": inquiry.call_closes_at,
        "delay_ms": inquiry.delay_ms, "summoned": summoned, "respondents": speaking,
        "public_after_review": rules.public_after_review, "before_show": rules.before_show, "fixed_at": rules.fixed_at,
    });
    // Lines written before it could be set do not tell it.
    if rules.second_review != SecondReview::Never {
        after["second_review"] = json!(rules.second_review);
    }
    if rules.identity != Identity::None {
        after["identity"] = json!(rules.identity);
    }
    if let Some(it) = &rules.unsealed {
        after["unsealed"] = json!([it.at, it.by, digest_of(&[&it.notice])]);
    }
    Ok(after)
}
