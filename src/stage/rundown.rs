//! 串联单 as the studio reads it: order, air texts and who stands behind them; no original, no contact.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    air::{StageAir, StageSigned, seen_by_staff},
    show::OnAir,
};
use crate::{
    app::{self, App, reach},
    domain::{
        asking::{AskedBy, SpotVerdict},
        disclosure::List,
        faces::PublicQuestion,
        id::{ItemId, PersonId, QuestionId},
        inquiry::Inquiry,
        moment::Moment,
        provenance::Provenance,
        question::{Outcome, Question, State as QuestionState},
        role::Deed,
        rundown::{Card, Item, ItemState, Rundown},
    },
    http::{Problem, Signed},
    store::{
        Tx, inquiries, people,
        questions::{self, Counted},
        rundowns, seconds, sign_offs, spots,
    },
};

/// The running order.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageRundown {
    /// The items, in order.
    pub items: Vec<StageItem>,
    /// What is on air and what comes next.
    #[serde(flatten)]
    pub standing: OnAir,
    /// Whether the graphics over the picture are shown.
    pub graphic: bool,
    /// What lies over the picture beside a question.
    pub card: Option<Card>,
    /// Since when a cut signal halts the clocks.
    pub halted_at: Option<Moment>,
    /// When something was last taken.
    pub last_take_at: Option<Moment>,
}

/// An item of the running order.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageItem {
    /// Its id.
    pub id: ItemId,
    /// The question's number in the show, from 1; none for a film or a vote.
    pub number: Option<usize>,
    /// What it is, where no question is asked.
    pub title: Option<String>,
    /// The question.
    pub question: Option<StageQuestion>,
    /// Who puts it on air.
    pub asked_by: AskedBy,
    /// Which deputy, where one of the house asks.
    pub deputy: Option<StageDeputy>,
    /// What the host says on the way to it.
    pub bridge: Option<String>,
    /// The air text.
    pub air: Option<StageAir>,
    /// How long it is meant to take, in seconds.
    pub planned_s: u32,
    /// Where it is.
    pub state: ItemState,
    /// When it was last taken.
    pub taken_at: Option<Moment>,
    /// When it last came off.
    pub off_at: Option<Moment>,
    /// For how long its clock was halted by a cut signal, in milliseconds.
    pub halted_ms: i64,
    /// When its taking was entered, where it was taken by voice and entered afterwards.
    pub entered_at: Option<Moment>,
    /// Why it was pulled.
    pub pulled: Option<Pulled>,
}

/// A deputy who asks on air, with their word on the answer; it is counted with no other rating.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageDeputy {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// What they said on the spot; none before they did.
    pub verdict: Option<SpotVerdict>,
}

/// Why a question was pulled.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[schema(as = PulledItem)]
pub struct Pulled {
    /// The reason code.
    pub code: String,
    /// Who asked for it.
    pub asked_by: String,
    /// How.
    pub how: String,
}

/// A question as the studio knows it. It has no original and no contact.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageQuestion {
    /// Its id.
    pub id: QuestionId,
    /// 公开文.
    pub text: String,
    /// Who asks: where it came from.
    pub provenance: Provenance,
    /// How the asker wished to be called.
    pub asker: Option<String>,
    /// The name of the department that it asks.
    pub department: Option<String>,
    /// Devices that share it.
    pub seconds: i64,
    /// Where it stands.
    pub state: QuestionState,
    /// How it ended on air.
    pub outcome: Option<Outcome>,
    /// Its version.
    pub version: i64,
}

/// The running order, for those who may read it.
#[utoipa::path(get, path = "/inquiries/{slug}/rundown", params(("slug" = String, Path)),
    responses((status = 200, body = StageRundown), (status = 401), (status = 403), (status = 404)))]
pub async fn read(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<StageRundown>, Problem> {
    app.fetch_list(&staff, Deed::ReadStage, &slug, List::Rundown).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    Ok(Json(of(&app, &mut tx, &inquiry).await?))
}

/// The running order of an inquiry.
pub async fn of(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> app::Result<StageRundown> {
    let rundown = rundowns::of(tx, &inquiry.id).await?;
    seen(app, tx, inquiry, &rundown).await
}

/// A running order as the studio reads it.
pub async fn seen(app: &App, tx: &mut Tx, inquiry: &Inquiry, rundown: &Rundown) -> app::Result<StageRundown> {
    let ids: Vec<QuestionId> = rundown.items.iter().filter_map(|item| item.question.clone()).collect();
    let stored: BTreeMap<QuestionId, Question> =
        questions::several(tx, &ids).await?.into_iter().map(|it| (it.id.clone(), it)).collect();
    let questions: Vec<Question> = stored.values().cloned().collect();
    let mut known = staged(app, tx, inquiry, questions.clone()).await?;
    let mut airs = BTreeMap::new();
    let texts = app::air::of_several(tx, &questions).await?;
    let overtaken = app::air::overtaken(tx, &questions, &texts).await?;
    let signed = sign_offs::latest(tx, &inquiry.id).await?.map(|it| it.book());
    for (id, air) in texts {
        if let Some(question) = stored.get(&id) {
            let is_overtaken = overtaken.contains(&id);
            let signed = signed.as_ref().map(|it| StageSigned::from(it.since(&id, &air.text)));
            airs.insert(id, StageAir { is_overtaken, signed, ..seen_by_staff(tx, question, air).await? });
        }
    }
    let deputies = deputies(tx, rundown, &ids).await?;
    let mut asked = 0;
    let items = rundown.items.iter().map(|item| {
        asked += usize::from(item.question.is_some());
        let number = item.question.as_ref().map(|_| asked);
        let air = item.question.as_ref().and_then(|id| airs.get(id).cloned());
        let question = item.question.as_ref().and_then(|id| known.remove(id));
        seen_item(item, number, question, air, deputies.get(&item.id).cloned())
    });
    Ok(StageRundown {
        items: items.collect(),
        standing: OnAir::from(rundown),
        graphic: rundown.graphic,
        card: rundown.card.clone(),
        halted_at: rundown.halted_at,
        last_take_at: rundown.last_take_at,
    })
}

/// The deputies who ask, by item.
async fn deputies(
    tx: &mut Tx,
    rundown: &Rundown,
    questions: &[QuestionId],
) -> app::Result<BTreeMap<ItemId, StageDeputy>> {
    let mut known = BTreeMap::new();
    if rundown.items.iter().all(|item| item.deputy.is_none()) {
        return Ok(known);
    }
    let said = spots::on(tx, questions).await?;
    for item in &rundown.items {
        let Some(id) = &item.deputy else { continue };
        let verdict = said.iter().find(|spot| spot.deputy == *id && Some(&spot.question) == item.question.as_ref());
        let name = people::get(tx, id).await?.map(|person| person.name).unwrap_or_default();
        known.insert(item.id.clone(), StageDeputy { id: id.clone(), name, verdict: verdict.map(|spot| spot.verdict) });
    }
    Ok(known)
}

fn seen_item(
    item: &Item,
    number: Option<usize>,
    question: Option<StageQuestion>,
    air: Option<StageAir>,
    deputy: Option<StageDeputy>,
) -> StageItem {
    StageItem {
        id: item.id.clone(),
        number,
        title: item.title.clone(),
        question,
        asked_by: item.asked_by,
        deputy,
        bridge: item.bridge.clone(),
        air,
        planned_s: item.planned_s,
        state: item.state,
        taken_at: item.taken_at,
        off_at: item.off_at,
        halted_ms: item.halted_ms,
        entered_at: item.entered_at,
        pulled: item.pulled.as_ref().map(|pull| Pulled {
            code: pull.code.clone(),
            asked_by: pull.asked_by.clone(),
            how: pull.how.clone(),
        }),
    }
}

/// Questions as the studio knows them, by id.
pub async fn staged(
    app: &App,
    tx: &mut Tx,
    inquiry: &Inquiry,
    stored: Vec<Question>,
) -> app::Result<BTreeMap<QuestionId, StageQuestion>> {
    let ids: Vec<QuestionId> = stored.iter().map(|it| it.id.clone()).collect();
    let seconds = seconds::counts(tx, &ids).await?;
    let zone = app.zone(tx, &inquiry.programme).await?;
    let counted: Vec<Counted> = stored
        .iter()
        .map(|it| Counted { question: it.clone(), seconds: seconds.get(&it.id).copied().unwrap_or(0) })
        .collect();
    let faces: BTreeMap<QuestionId, PublicQuestion> =
        app.faces_inside(tx, &counted, &zone).await?.into_iter().map(|face| (face.id.clone(), face)).collect();
    let departments: BTreeMap<_, _> =
        inquiries::departments(tx).await?.into_iter().map(|it| (it.id, it.name)).collect();
    let known = counted.into_iter().map(|Counted { question, seconds }| {
        let face = faces.get(&question.id);
        let staged = StageQuestion {
            text: question.public_text.clone().unwrap_or_default(),
            provenance: question.provenance,
            asker: face.and_then(|face| face.asker.clone()),
            department: question.department.as_ref().and_then(|id| departments.get(id).cloned()),
            seconds,
            state: question.state,
            outcome: question.outcome,
            version: question.version,
            id: question.id.clone(),
        };
        (question.id, staged)
    });
    Ok(known.collect())
}
