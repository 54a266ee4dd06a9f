//! 场前通报: what a summoned department is told of the questions before the show, where the rules say so: the theme, and how
//! many questions each department faces. Never a word of one.

use serde::Serialize;
use utoipa::ToSchema;

use super::inner::speaks_for;
use crate::{
    app::{self, App},
    domain::{
        disclosure::BeforeShow,
        id::DepartmentId,
        inquiry::{Inquiry, Phase},
        moment::Moment,
        role::Staff,
    },
    store::{Tx, disclosures, inquiries},
};

/// What a department is told of one show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Scope {
    /// The inquiry's name in addresses.
    pub inquiry: String,
    /// The theme.
    pub theme: String,
    /// When the show begins.
    pub starts_at: Moment,
    /// How many questions were taken up that ask each of the summoned departments, in their order.
    pub departments: Vec<ScopeLine>,
    /// How many ask no department by name.
    pub others: i64,
}

/// How many questions a department faces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ScopeLine {
    /// Its name.
    pub name: String,
    /// How many.
    pub n: i64,
}

/// What the departments of somebody are told, show by show; after it began nothing more is.
pub async fn scopes(app: &App, tx: &mut Tx, staff: &Staff) -> app::Result<Vec<Scope>> {
    let mine: Vec<_> = speaks_for(staff).collect();
    let mut scopes = Vec::new();
    if mine.is_empty() {
        return Ok(scopes);
    }
    for inquiry in inquiries::known(tx).await? {
        if !(Phase::Collecting..=Phase::Ready).contains(&inquiry.phase)
            || disclosures::of(tx, &inquiry.id).await?.before_show != BeforeShow::Scope
        {
            continue;
        }
        let summoned = inquiries::summoned(tx, &inquiry.id).await?;
        if summoned.iter().any(|it| mine.contains(&&it.id)) {
            let counted = disclosures::scope(tx, &inquiry.id).await?;
            scopes.push(scope(inquiry, summoned, &counted));
        }
    }
    scopes.sort_by_key(|scope| (scope.starts_at, scope.inquiry.clone()));
    scopes.retain(|scope| scope.starts_at > app.now());
    Ok(scopes)
}

fn scope(inquiry: Inquiry, summoned: Vec<inquiries::Department>, counted: &[(Option<DepartmentId>, i64)]) -> Scope {
    let of = |id: &DepartmentId| counted.iter().find(|(named, _)| named.as_ref() == Some(id));
    let departments: Vec<ScopeLine> =
        summoned.into_iter().map(|it| ScopeLine { n: of(&it.id).map_or(0, |(_, n)| *n), name: it.name }).collect();
    let all: i64 = counted.iter().map(|(_, n)| n).sum();
    Scope {
        inquiry: inquiry.slug,
        theme: inquiry.theme,
        starts_at: inquiry.starts_at,
        others: all - departments.iter().map(|line| line.n).sum::<i64>(),
        departments,
    }
}
