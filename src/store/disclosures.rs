//! The shelf of disclosure rules: what each inquiry shows to whom.

use super::{Result, Tx, sql};
use crate::domain::{
    disclosure::{BeforeShow, Disclosure, SecondReview},
    id::InquiryId,
    moment::Moment,
};

#[derive(sqlx::FromRow)]
struct Row {
    public_after_review: bool,
    before_show: BeforeShow,
    fixed_at: Option<Moment>,
    second_review: SecondReview,
}

/// The rules of an inquiry; where nobody settled any, those that every inquiry begins with.
pub async fn of(tx: &mut Tx, inquiry: &InquiryId) -> Result<Disclosure> {
    let row: Option<Row> =
        sql("select public_after_review, before_show, fixed_at, second_review from disclosure where inquiry = $1")
            .bind(inquiry.as_str())
            .maybe(tx)
            .await?;
    Ok(row.map_or_else(Disclosure::default, |row| Disclosure {
        public_after_review: row.public_after_review,
        before_show: row.before_show,
        fixed_at: row.fixed_at,
        second_review: row.second_review,
    }))
}

/// Settles the rules of an inquiry.
pub async fn save(tx: &mut Tx, inquiry: &InquiryId, rules: &Disclosure) -> Result<()> {
    sql("insert into disclosure (inquiry, public_after_review, before_show, fixed_at, second_review)
         values ($1, $2, $3, $4, $5)
         on conflict (inquiry) do update set public_after_review = excluded.public_after_review,
            before_show = excluded.before_show, fixed_at = excluded.fixed_at, second_review = excluded.second_review")
    .bind(inquiry.as_str())
    .bind(rules.public_after_review)
    .bind(rules.before_show.word())
    .bind(rules.fixed_at)
    .bind(rules.second_review.word())
    .run(tx)
    .await
    .map(drop)
}
