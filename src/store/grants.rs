//! The shelf of grants: who may be what, where, and since when no longer.

use serde_json::{Value, json};

use super::{Result, Tx, sql};
use crate::domain::{
    id::{DepartmentId, InquiryId, PersonId, ProgrammeId},
    inquiry::Inquiry,
    moment::Moment,
    role::{Grant, Role, Scope},
};

/// A grant as it is kept.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Whose.
    pub person: PersonId,
    /// The part.
    pub role: Role,
    /// In which programme only.
    pub programme: Option<ProgrammeId>,
    /// In which inquiry only.
    pub inquiry: Option<InquiryId>,
    /// For which department only.
    pub department: Option<DepartmentId>,
    /// Since when it is over.
    pub ended_at: Option<Moment>,
}

impl Kept {
    /// A new grant of a person.
    pub fn new(person: &PersonId, grant: &Grant) -> Self {
        let (mut programme, mut inquiry, mut department) = (None, None, None);
        match grant.scope.clone() {
            Scope::House => {}
            Scope::Programme(id) => programme = Some(id),
            Scope::Inquiry(id) => inquiry = Some(id),
            Scope::Department(id) => department = Some(id),
        }
        let (id, person, role) = (uuid::Uuid::now_v7().to_string(), person.clone(), grant.role);
        Self { id, person, role, programme, inquiry, department, ended_at: None }
    }

    /// What it allows, where.
    pub fn grant(&self) -> Grant {
        let scope = match (&self.programme, &self.inquiry, &self.department) {
            (Some(id), _, _) => Scope::Programme(id.clone()),
            (_, Some(id), _) => Scope::Inquiry(id.clone()),
            (_, _, Some(id)) => Scope::Department(id.clone()),
            _ => Scope::House,
        };
        Grant { role: self.role, scope }
    }

    /// What replay needs of it.
    pub fn after(&self) -> Value {
        json!({
            "person": self.person, "role": self.role, "programme": self.programme, "inquiry": self.inquiry,
            "department": self.department, "ended": self.ended_at.is_some(),
        })
    }
}

/// Keeps a grant.
pub async fn insert(tx: &mut Tx, kept: &Kept, now: Moment) -> Result<()> {
    sql("insert into role_grant (id, person, role, programme, inquiry, department, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)")
    .bind(&kept.id)
    .bind(kept.person.as_str())
    .bind(kept.role.word())
    .bind(kept.programme.as_ref().map(ProgrammeId::as_str))
    .bind(kept.inquiry.as_ref().map(InquiryId::as_str))
    .bind(kept.department.as_ref().map(DepartmentId::as_str))
    .bind(now)
    .run(tx)
    .await
    .map(drop)
}

/// The grants of a person that hold.
pub async fn of(tx: &mut Tx, person: &PersonId) -> Result<Vec<Kept>> {
    sql("select id, person, role, programme, inquiry, department, ended_at from role_grant
         where person = $1 and ended_at is null order by id")
    .bind(person.as_str())
    .all(tx)
    .await
}

/// Every grant there ever was.
pub async fn all(tx: &mut Tx) -> Result<Vec<Kept>> {
    sql("select id, person, role, programme, inquiry, department, ended_at from role_grant order by id").all(tx).await
}

/// Somebody who may do something in an inquiry.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct OfCrew {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// As what.
    pub role: Role,
}

/// Everybody whose part reaches an inquiry, once for each part; those who left are not among them.
pub async fn crew(tx: &mut Tx, inquiry: &Inquiry) -> Result<Vec<OfCrew>> {
    sql("select distinct role_grant.person as person, person.name as name, role_grant.role as role
         from role_grant join person on person.id = role_grant.person
         where role_grant.ended_at is null and person.ended_at is null
               and (role_grant.programme is null or role_grant.programme = $1)
               and (role_grant.inquiry is null or role_grant.inquiry = $2)
         order by name, role")
    .bind(inquiry.programme.as_str())
    .bind(inquiry.id.as_str())
    .all(tx)
    .await
}

/// Ends a grant.
pub async fn end(tx: &mut Tx, id: &str, now: Moment) -> Result<()> {
    sql("update role_grant set ended_at = $1 where id = $2 and ended_at is null")
        .bind(now)
        .bind(id)
        .run(tx)
        .await
        .map(drop)
}
