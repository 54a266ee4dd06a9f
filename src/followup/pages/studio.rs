//! What waits for somebody of the studio: signatures that a second person owes, and what a deputy asks on air.

use super::todo::bare;
use crate::{
    app::{self, App, pairs},
    domain::{
        inquiry::{Inquiry, Phase},
        role::{Deed, Staff},
    },
    pages::followup::todo::{TodoGroup, TodoRow},
    store::{Tx, rundowns},
};

/// The groups, for the inquiries whose evening has come and is not through.
pub async fn groups(app: &App, tx: &mut Tx, staff: &Staff, inquiries: &[Inquiry]) -> app::Result<Vec<TodoGroup>> {
    let of_evening = |it: &&Inquiry| (Phase::Curating..=Phase::HandingOver).contains(&it.phase);
    let (mut to_sign, mut to_ask) = (Vec::new(), Vec::new());
    for inquiry in inquiries.iter().filter(of_evening) {
        let may = |deed| staff.may(deed, &inquiry.id, &inquiry.programme);
        if may(Deed::ApproveAir) {
            let waits = pairs::to_sign(tx, inquiry, app.now()).await?;
            to_sign.extend(row(inquiry, "pairs", waits.waiting + waits.alone));
        }
        if may(Deed::AskOnAir) {
            let items = rundowns::of(tx, &inquiry.id).await?.items;
            let mine = items.iter().filter(|item| item.deputy.as_ref() == Some(&staff.person));
            let mine = mine.filter(|item| !item.state.is_out());
            to_ask.extend(row(inquiry, "deputy", mine.count()));
        }
    }
    Ok(vec![TodoGroup { key: "pairs".into(), rows: to_sign }, TodoGroup { key: "deputy".into(), rows: to_ask }])
}

fn row(inquiry: &Inquiry, page: &str, n: usize) -> Option<TodoRow> {
    let row = TodoRow {
        n: Some(i64::try_from(n).unwrap_or(i64::MAX)),
        theme: inquiry.theme.clone(),
        ..bare(format!("/stage/{}/{page}", inquiry.slug), page)
    };
    (n > 0).then_some(row)
}
