//! `/`: every inquiry that the public may know of, by where it stands.

use axum::{extract::State, response::Response};

use crate::{
    app::App,
    domain::inquiry::Phase,
    http::{Problem, Reader, page},
    intake::inquiry::counts,
    pages::shell::{HomeGroup, HomeLine, HomePage},
    store::inquiries,
};

/// In which order a reader cares.
const ORDER: [Phase; 8] = [
    Phase::Live,
    Phase::Collecting,
    Phase::Ready,
    Phase::Curating,
    Phase::HandingOver,
    Phase::Supervising,
    Phase::Reinspecting,
    Phase::Archived,
];

/// The list of inquiries.
pub async fn show(State(app): State<App>, reader: Reader) -> Result<Response, Problem> {
    let mut tx = app.store.read().await?;
    let mut groups: Vec<HomeGroup> =
        ORDER.iter().map(|phase| HomeGroup { phase: phase.word(), items: Vec::new() }).collect();
    for inquiry in inquiries::known(&mut tx).await? {
        let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
        let summoned = inquiries::summoned(&mut tx, &inquiry.id).await?;
        let published = counts(&mut tx, &inquiry.id).await?.public;
        let line = HomeLine {
            slug: inquiry.slug,
            programme: programme.name,
            theme: inquiry.theme,
            live_at: Some(inquiry.starts_at.0),
            closes_at: Some(inquiry.call_closes_at.0),
            published: published.unsigned_abs(),
            summoned: summoned.into_iter().map(|it| it.name).collect(),
        };
        if let Some(group) = groups.iter_mut().find(|group| group.phase == inquiry.phase.word()) {
            group.items.push(line);
        }
    }
    groups.retain(|group| !group.items.is_empty());
    reader.show(&app, &HomePage { groups }, &reader.say("title-home"), page::house_of(&mut tx).await?)
}
