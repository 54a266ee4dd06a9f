//! The shelf of respondents: the post and name that answers for a department in an inquiry.

use super::{Result, Tx, sql};
use crate::domain::id::{DepartmentId, InquiryId, RespondentId};

/// Somebody who answers on air.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Respondent {
    /// Their id.
    pub id: RespondentId,
    /// For which department.
    pub department: DepartmentId,
    /// Their post.
    pub post: String,
    /// Their name.
    pub name: String,
    /// How the name is spoken, as whoever reads it aloud needs it: 拼音.
    pub reading: Option<String>,
}

/// Who answers in an inquiry, in their order.
pub async fn of(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<Respondent>> {
    sql("select id, department, post, name, reading from respondent where inquiry = $1 order by place, id")
        .bind(inquiry.as_str())
        .all(tx)
        .await
}

/// These and no others answer, in this order. Who stays keeps their id.
pub async fn replace(tx: &mut Tx, inquiry: &InquiryId, now: &[Respondent]) -> Result<()> {
    for before in of(tx, inquiry).await? {
        if !now.iter().any(|one| one.id == before.id) {
            sql("delete from respondent where id = $1").bind(before.id.as_str()).run(tx).await?;
        }
    }
    for (place, one) in now.iter().enumerate() {
        sql("insert into respondent (id, inquiry, department, post, name, place, reading) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (id) do update set department = excluded.department, post = excluded.post,
                name = excluded.name, place = excluded.place, reading = excluded.reading")
        .bind(one.id.as_str())
        .bind(inquiry.as_str())
        .bind(one.department.as_str())
        .bind(&one.post)
        .bind(&one.name)
        .bind(place)
        .bind(&one.reading)
        .run(tx)
        .await?;
    }
    Ok(())
}
