//! What is contested in the demonstration.

use anyhow::Context as _;

use super::stage::Asked;
use crate::{
    app::{App, By},
    domain::{contest::Contested, happening::Actor, id::VisitorId},
    intake::contest,
};

/// Somebody of whom a published question speaks says so.
pub(super) async fn contested(app: &App, asked: &[Asked<'_>]) -> anyhow::Result<()> {
    let about =
        asked.iter().find(|(line, _)| line.text.starts_with("柳岸小区2号楼电梯年检")).context("it was asked")?;
    let visitor = VisitorId("demo-contests".into());
    let by = By::from(Actor::Visitor(visitor.clone()));
    let wanted = contest::Wanted {
        claim: Some("untrue".into()),
        text: Some("年检上个月做过了，新标签贴在机房里，可以来看。".into()),
    };
    contest::contest(app, &by, Contested::Question, about.1.as_str(), &visitor, &wanted)
        .await
        .map_err(|problem| anyhow::anyhow!("what is contested: {}", problem.code()))?;
    Ok(())
}
