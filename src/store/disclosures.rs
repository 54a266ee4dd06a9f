//! The shelf of disclosure rules: what each inquiry shows to whom.

use super::{Result, Tx, sql};
use crate::domain::{
    disclosure::{BeforeShow, Disclosure, SecondReview, Unsealing},
    id::{DepartmentId, InquiryId, PersonId, QuestionId},
    identity::Identity,
    moment::Moment,
};

#[derive(sqlx::FromRow)]
struct Row {
    public_after_review: bool,
    before_show: BeforeShow,
    fixed_at: Option<Moment>,
    second_review: SecondReview,
    identity: Identity,
    unsealed_at: Option<Moment>,
    unsealed_by: Option<PersonId>,
    unsealed_notice: Option<String>,
}

/// The rules of an inquiry; where nobody settled any, those that every inquiry begins with.
pub async fn of(tx: &mut Tx, inquiry: &InquiryId) -> Result<Disclosure> {
    let row: Option<Row> = sql("select * from disclosure where inquiry = $1").bind(inquiry.as_str()).maybe(tx).await?;
    Ok(row.map_or_else(Disclosure::default, |row| Disclosure {
        public_after_review: row.public_after_review,
        before_show: row.before_show,
        fixed_at: row.fixed_at,
        second_review: row.second_review,
        identity: row.identity,
        unsealed: row.unsealed_at.zip(row.unsealed_by).map(|(at, by)| Unsealing {
            at,
            by,
            notice: row.unsealed_notice.unwrap_or_default(),
        }),
    }))
}

/// Settles the rules of an inquiry.
pub async fn save(tx: &mut Tx, inquiry: &InquiryId, rules: &Disclosure) -> Result<()> {
    let unsealed = rules.unsealed.as_ref();
    sql("insert into disclosure (inquiry, public_after_review, before_show, fixed_at, second_review, unsealed_at,
            unsealed_by, unsealed_notice, identity)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict (inquiry) do update set public_after_review = excluded.public_after_review,
            before_show = excluded.before_show, fixed_at = excluded.fixed_at, second_review = excluded.second_review,
            unsealed_at = excluded.unsealed_at, unsealed_by = excluded.unsealed_by,
            unsealed_notice = excluded.unsealed_notice, identity = excluded.identity")
    .bind(inquiry.as_str())
    .bind(rules.public_after_review)
    .bind(rules.before_show.word())
    .bind(rules.fixed_at)
    .bind(rules.second_review.word())
    .bind(unsealed.map(|it| it.at))
    .bind(unsealed.map(|it| it.by.as_str()))
    .bind(unsealed.map(|it| it.notice.as_str()))
    .bind(rules.identity.word())
    .run(tx)
    .await
    .map(drop)
}

/// Seals the questions of an inquiry, or opens them. What was seen on air stays open.
pub async fn seal(tx: &mut Tx, inquiry: &InquiryId, sealed: bool) -> Result<()> {
    sql("update question set sealed = $1 and not exists (select 1 from delayed
            where delayed.question = question.id and delayed.kind = 'taken' and delayed.released_at is not null)
         where inquiry = $2")
    .bind(sealed)
    .bind(inquiry.as_str())
    .run(tx)
    .await
    .map(drop)
}

/// Opens one question: it was seen on air.
pub async fn was_seen(tx: &mut Tx, question: &QuestionId) -> Result<()> {
    sql("update question set sealed = false where id = $1").bind(question.as_str()).run(tx).await.map(drop)
}

/// How many questions of an inquiry were taken up, by the department that they ask.
pub async fn scope(tx: &mut Tx, inquiry: &InquiryId) -> Result<Vec<(Option<DepartmentId>, i64)>> {
    sql("select department, count(*) as n from question
         where inquiry = $1 and state in ('approved', 'approved_private', 'shortlisted', 'queued')
         group by department order by department")
    .bind(inquiry.as_str())
    .all(tx)
    .await
}

/// How many questions of an inquiry are sealed that should be open, or open that should be sealed.
pub async fn wrongly_sealed(tx: &mut Tx, inquiry: &InquiryId, sealed: bool) -> Result<i64> {
    let (n,): (i64,) = sql("select count(*) from question
         where inquiry = $1 and sealed <> ($2 and not exists (select 1 from delayed
            where delayed.question = question.id and delayed.kind = 'taken' and delayed.released_at is not null))")
    .bind(inquiry.as_str())
    .bind(sealed)
    .one(tx)
    .await?;
    Ok(n)
}
