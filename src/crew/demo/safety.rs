//! Askers of the demonstration who need care: one is being pressed, one was, and a department asks for a flat number.

use anyhow::Context as _;

use super::{
    promises::Crew,
    stage::{Asked, by},
};
use crate::{
    app::{App, By},
    domain::{
        happening::Actor,
        id::QuestionId,
        moment::{days, minutes},
        question::State,
        role::Staff,
    },
    followup::{
        flat,
        harassment::{self, Answering},
    },
    http::Problem,
    intake::safety::report_harassment,
    store::{harassments, questions},
};

/// An asker was pressed after the show; a supervisor took it up and told them what was done.
pub async fn seen_to(app: &App, crew: &Crew, id: &QuestionId) -> anyhow::Result<()> {
    let text = "市场管理员两次到我摊位上问是不是我反映的，说再反映就不续租。";
    report(app, id, text).await?;
    let supervisor = &crew.supervisor;
    let reported = harassments::of(&mut app.store.read().await?, id).await?.pop().context("it was reported")?;
    app.clock.pass(minutes(95));
    harassment::take(app, supervisor, &by(supervisor), &reported.id, 1).await.context("it is taken up")?;
    app.clock.pass(days(1));
    let text = "已约谈市场开办方负责人，当面要求不得追查反映人，租约照常续签。再有这样的事，请直接打办公室电话。";
    let answering = Answering { text: Some(text.into()), version: None };
    let done = harassment::answer(app, supervisor, &by(supervisor), &reported.id, 2, &answering).await;
    app.clock.pass(-days(1) - minutes(95));
    done.map(drop).map_err(|problem| refused("the asker is told", &problem))
}

/// An asker is being pressed now, and nobody has taken it up.
pub async fn pressed(app: &App, asked: &[Asked<'_>]) -> anyhow::Result<()> {
    let (_, id) = asked.first().context("somebody asked")?;
    report(app, id, "刚才物业的人来敲门，问是不是我在直播里提的问题，让我打电话撤掉。").await
}

/// A department that owes an answer needs to know which flat it is.
pub async fn flat_wanted(app: &App, officer: &Staff, asked: &[Asked<'_>]) -> anyhow::Result<()> {
    for (_, id) in asked {
        let question = questions::get(&mut app.store.read().await?, id).await?.context("it was stored")?;
        if question.state == State::AwaitingWritten && question.owner_department.as_ref() == officer.department() {
            let reason = Some("要上门取样，请告诉我们是哪一户、什么时候方便".into());
            let wanted = flat::Wanted { reason, version: None };
            let asked = flat::ask(app, officer, &by(officer), id, 0, &wanted).await;
            return asked.map(drop).map_err(|problem| refused("a flat is asked for", &problem));
        }
    }
    Ok(())
}

async fn report(app: &App, id: &QuestionId, text: &str) -> anyhow::Result<()> {
    let question = questions::get(&mut app.store.read().await?, id).await?.context("it was stored")?;
    let by = By::from(question.asker.map_or(Actor::House, Actor::Visitor));
    let told = report_harassment(app, &by, id, text).await;
    told.map(drop).map_err(|problem| refused("trouble is reported", &problem))
}

fn refused(what: &str, problem: &Problem) -> anyhow::Error {
    anyhow::anyhow!("{what}: {}", problem.code())
}
