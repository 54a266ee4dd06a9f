//! What is asked on air in the demonstration: the running order, air texts that two people stand behind, and how each
//! question ended.

use anyhow::Context as _;

use super::{at, script::Line};
use crate::{
    app::{App, By},
    chores::release::release_due,
    domain::{
        happening::Actor,
        id::{ItemId, QuestionId},
        inquiry::Inquiry,
        moment::{Moment, minutes},
        question::Outcome,
        role::Staff,
    },
    stage::{
        air,
        order::{self, Added, Told},
        take,
    },
    store::{questions, rundowns},
};

/// Everybody who works in the gallery.
pub struct Gallery {
    /// 导播: puts the order together and takes.
    pub director: Staff,
    /// 副导播: reads each air text as the second person.
    pub second: Staff,
    /// 人大代表: asks what came from deputies.
    pub deputy: Staff,
}

/// A line of the script with what it became.
pub type Asked<'a> = (&'a Line, QuestionId);

/// A place of the running order, with how what is asked there ends.
pub struct Place {
    item: ItemId,
    ends: Option<Outcome>,
}

/// Puts the running order together: a welcome, then the questions in their turns, each with its air text.
pub async fn arranged(
    app: &App,
    inquiry: &Inquiry,
    gallery: &Gallery,
    asked: &[Asked<'_>],
) -> anyhow::Result<Vec<Place>> {
    let mut turns: Vec<&Asked<'_>> = asked.iter().filter(|(line, _)| line.turn > 0).collect();
    turns.sort_by_key(|(line, _)| line.turn);
    let welcome = Added { title: Some("开场：主题和规则".into()), planned_s: Some(120), ..Added::default() };
    let mut places = vec![Place { item: add(app, inquiry, gallery, welcome).await?, ends: None }];
    for (line, id) in turns {
        let text = line.air.clone().unwrap_or_else(|| line.text.clone());
        let version = version(app, id).await?;
        air::write(app, &gallery.director, &by(&gallery.director), id, version, text)
            .await
            .context("an air text is written")?;
        let deputy = (line.source.as_deref() == Some("deputy")).then(|| gallery.deputy.person.clone());
        let added = Added { question: Some(id.clone()), planned_s: Some(300), deputy, ..Added::default() };
        let item = add(app, inquiry, gallery, added).await?;
        places.push(Place { item, ends: line.ends.as_deref().and_then(Outcome::of) });
        if !line.is_unread {
            let version = self::version(app, id).await?;
            air::approve(app, &gallery.second, &by(&gallery.second), id, version, None)
                .await
                .context("an air text is approved")?;
        }
    }
    bridged(app, inquiry, gallery, &places).await?;
    Ok(places)
}

/// What the host says on the way to the third question and to the one behind it.
async fn bridged(app: &App, inquiry: &Inquiry, gallery: &Gallery, places: &[Place]) -> anyhow::Result<()> {
    let words = ["刚才说的是修，接下来问问谁来管。", "电梯的事先记下，下面这一题等了两年。"];
    let told = |(n, place): (usize, &Place)| {
        let bridge = n.checked_sub(3).and_then(|n| words.get(n)).map(|words| (*words).to_owned());
        Told { id: Some(place.item.clone()), bridge, ..Told::default() }
    };
    let wanted = places.iter().enumerate().map(told).collect();
    let version = rundowns::of(&mut app.store.read().await?, &inquiry.id).await?.version;
    let director = &gallery.director;
    let arranged = order::arrange(app, director, &by(director), &inquiry.slug, wanted, version).await;
    arranged.context("words between the questions")?;
    Ok(())
}

/// Takes one after the other, so many minutes apart, until one has no end yet: that one stays on air.
pub async fn shown(
    app: &App,
    inquiry: &Inquiry,
    gallery: &Gallery,
    places: &[Place],
    first: Moment,
    apart: i64,
) -> anyhow::Result<()> {
    let director = &gallery.director;
    let mut before: Option<&Place> = None;
    for (n, place) in places.iter().enumerate() {
        at(app, first + minutes(apart) * n as i64);
        let believed = before.map(|it| &it.item);
        let ends = before.and_then(|it| it.ends);
        take::take(app, director, &by(director), &inquiry.slug, believed, Some(&place.item), ends)
            .await
            .context("a question goes on air")?;
        before = Some(place);
        if n > 0 && place.ends.is_none() {
            return Ok(());
        }
    }
    app.clock.pass(minutes(apart));
    take::clear(app, director, &by(director), &inquiry.slug, before.and_then(|it| it.ends))
        .await
        .context("the last question comes off")?;
    app.clock.pass(minutes(1));
    release_due(app).await.context("the delay is over")?;
    Ok(())
}

/// The gestures of somebody of the crew.
pub fn by(staff: &Staff) -> By {
    By::from(Actor::Person(staff.person.clone()))
}

async fn add(app: &App, inquiry: &Inquiry, gallery: &Gallery, added: Added) -> anyhow::Result<ItemId> {
    let director = &gallery.director;
    let made = order::add(app, director, &by(director), &inquiry.slug, added).await;
    Ok(made.context("a place in the running order")?.id)
}

/// The version of a question as it stands.
pub async fn version(app: &App, id: &QuestionId) -> anyhow::Result<i64> {
    let found = questions::get(&mut app.store.read().await?, id).await?;
    Ok(found.context("the question was stored")?.version)
}
