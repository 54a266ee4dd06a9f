//! Everything that the gallery looks at, read at once: clocks, order, screens, messages, what was done a moment ago.

use axum::{
    Json,
    extract::{Path, State},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    card::{self, StageSpeaker},
    helm::{self, StageHelm},
    message::{self, StageMessage},
    rundown::{self, StageQuestion, StageRundown},
    screens::{self, StageScreen},
};
use crate::{
    app::{
        self, App,
        pairs::{self, ToSign},
        reach,
    },
    domain::{
        commitment::Stage,
        disclosure::List,
        due::Spoken,
        happening::{Journal, Kind},
        id::{CommitmentId, InquiryId, PersonId, QuestionId},
        inquiry::{Inquiry, Interruption, Phase},
        moment::{Moment, minutes},
        question::{Question, State as Standing},
        role::{Deed, Role},
    },
    http::{Problem, Signed},
    store::{
        Tx, commitments, grants, inquiries, journal, messages, people,
        queues::{self, Queue, Wanted},
        rundowns,
    },
};

/// How many messages are shown.
const MESSAGES: usize = 8;
/// How many promises are shown.
const CAUGHT: usize = 2;
/// How many deeds are shown.
const DEEDS: usize = 12;
/// How many chosen questions wait beside the order.
const CHOSEN: usize = 100;

/// What the gallery looks at.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Gallery {
    /// The inquiry.
    pub inquiry: GalleryInquiry,
    /// The running order.
    pub rundown: StageRundown,
    /// Questions that were chosen and stand in no order yet: 候补.
    pub chosen: Vec<StageQuestion>,
    /// Deputies who could ask on air.
    pub deputies: Vec<DeputyOfHouse>,
    /// The latest messages, the newest first.
    pub messages: Vec<StageMessage>,
    /// The screens, with what each really shows.
    pub screens: Vec<StageScreen>,
    /// What the scribe caught, the latest first.
    pub caught: Vec<StageCaught>,
    /// What waits for a second person.
    pub to_sign: ToSign,
    /// Who can be named over the picture.
    pub speakers: Vec<StageSpeaker>,
    /// Which page of the gallery has the show; none before any had.
    pub helm: Option<StageHelm>,
    /// What was done, the latest first.
    pub deeds: Vec<DoneDeed>,
    /// Where the stage stream stood when this was read, `stage.epoch.offset`.
    pub resume: String,
    /// The server's clock.
    pub now: Moment,
}

/// The inquiry as the gallery needs it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct GalleryInquiry {
    /// Its id.
    pub id: InquiryId,
    /// Its name in addresses.
    pub slug: String,
    /// The theme.
    pub theme: String,
    /// Where it stands.
    pub phase: Phase,
    /// What stands beside the phase.
    pub interruption: Option<Interruption>,
    /// What the public is told of it.
    pub sentence: Option<String>,
    /// When the show begins.
    pub starts_at: Moment,
    /// When it should end.
    pub ends_at: Moment,
    /// How much later the public sees what is taken, in milliseconds.
    pub delay_ms: i64,
    /// Its version.
    pub version: i64,
}

/// A promise that the scribe caught: what was said, and what nobody said yet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct StageCaught {
    /// Its id.
    pub id: CommitmentId,
    /// Its version.
    pub version: i64,
    /// Where it is.
    pub state: Stage,
    /// Which persons stand behind it so far: whoever is among them cannot be the second.
    pub signed: Vec<PersonId>,
    /// Why one person confirmed it alone, until another countersigns.
    pub alone: Option<String>,
    /// 原话.
    pub quote: String,
    /// When it was spoken.
    pub mark_at: Moment,
    /// Who caught it.
    pub by: String,
    /// 事项.
    pub what: Option<String>,
    /// 责任单位.
    pub lead: Option<String>,
    /// 责任人.
    pub person: Option<String>,
    /// 完成时限, as spoken.
    #[schema(value_type = Option<Object>)]
    pub due: Option<Spoken>,
    /// 验收标准.
    pub test: Option<String>,
}

/// A deputy who could ask on air.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DeputyOfHouse {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
}

/// Something that was done.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct DoneDeed {
    /// The line's number in the record.
    pub seq: i64,
    /// When.
    pub at: Moment,
    /// By whom; empty for the house or a screen.
    pub by: String,
    /// What.
    pub kind: String,
    /// The item or message that it was about.
    pub about: Option<String>,
    /// Why.
    pub why: Option<String>,
}

/// Everything that the gallery looks at.
#[utoipa::path(get, path = "/inquiries/{slug}/stage", params(("slug" = String, Path)),
    responses((status = 200, body = Gallery), (status = 401), (status = 403), (status = 404)))]
pub async fn read(
    State(app): State<App>,
    Path(slug): Path<String>,
    Signed(staff): Signed,
) -> Result<Json<Gallery>, Problem> {
    app.fetch_list(&staff, Deed::ReadStage, &slug, List::Rundown).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadStage, &slug).await?;
    Ok(Json(of(&app, &mut tx, &inquiry).await?))
}

/// Reads all of it from one consistent state.
pub async fn of(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Gallery> {
    let head = journal::head(tx, &Journal::from(&inquiry.id)).await?;
    let stored = rundowns::of(tx, &inquiry.id).await?;
    let rundown = rundown::seen(app, tx, inquiry, &stored).await?;
    let screens = screens::seen(tx, inquiry, &stored).await?;
    let mut messages = Vec::new();
    for message in messages::latest(tx, &inquiry.id, MESSAGES).await? {
        messages.push(message::seen(tx, message).await?);
    }
    let crew = grants::crew(tx, inquiry).await?.into_iter().filter(|it| it.role == Role::Deputy);
    Ok(Gallery {
        deputies: crew.map(|it| DeputyOfHouse { id: it.person, name: it.name }).collect(),
        speakers: card::speakers(tx, inquiry).await?,
        helm: helm::seen(tx, inquiry).await?,
        to_sign: pairs::to_sign(tx, inquiry, app.now()).await?,
        chosen: chosen(app, tx, inquiry).await?,
        caught: caught(tx, inquiry).await?,
        deeds: deeds(tx, inquiry).await?,
        inquiry: GalleryInquiry {
            id: inquiry.id.clone(),
            slug: inquiry.slug.clone(),
            theme: inquiry.theme.clone(),
            phase: inquiry.phase,
            interruption: inquiry.interruption,
            sentence: inquiry.sentence.clone(),
            starts_at: inquiry.starts_at,
            ends_at: inquiry.starts_at + minutes(inquiry.minutes),
            delay_ms: app.delay_ms(inquiry),
            version: inquiry.version,
        },
        rundown,
        screens,
        messages,
        resume: format!("stage.{}.{}", head.epoch, head.stage_offset),
        now: app.now(),
    })
}

async fn chosen(app: &App, tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Vec<StageQuestion>> {
    let wanted = Wanted::first(Queue::Shortlisted, CHOSEN);
    let found = queues::page(tx, &inquiry.id, &wanted, app.now()).await?;
    let found: Vec<Question> = found.into_iter().filter(|it| it.state == Standing::Shortlisted).collect();
    let order: Vec<QuestionId> = found.iter().map(|it| it.id.clone()).collect();
    let mut known = rundown::staged(app, tx, inquiry, found).await?;
    Ok(order.iter().filter_map(|id| known.remove(id)).collect())
}

async fn caught(tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Vec<StageCaught>> {
    let mut caught = Vec::new();
    for stored in commitments::latest(tx, &inquiry.id, CAUGHT).await? {
        let it = stored.it;
        let lead = match &it.parties.lead {
            Some(id) => inquiries::department(tx, id.as_str()).await?.map(|it| it.name),
            None => None,
        };
        let confirmed = it.confirmation.as_ref();
        let mut signed = vec![it.captured_by.clone(), it.worded_by.clone()];
        signed.extend(confirmed.map(|one| one.by.clone()));
        caught.push(StageCaught {
            version: it.version,
            alone: confirmed.filter(|one| one.is_alone()).and_then(|one| one.alone.clone()),
            signed,
            id: it.id,
            state: it.stage,
            quote: it.quote,
            mark_at: it.mark_at,
            by: people::get(tx, &it.captured_by).await?.map(|person| person.name).unwrap_or_default(),
            what: it.boxes.what,
            lead,
            person: it.boxes.person,
            due: it.boxes.due,
            test: it.boxes.test,
        });
    }
    Ok(caught)
}

async fn deeds(tx: &mut Tx, inquiry: &Inquiry) -> app::Result<Vec<DoneDeed>> {
    let kinds = ["rundown", "message", "screen", "helm"];
    let mut deeds = Vec::new();
    for entry in journal::latest(tx, &Journal::from(&inquiry.id), &kinds, DEEDS).await? {
        let by = match entry.actor_kind.as_str() {
            "person" => people::get(tx, &entry.actor.as_str().into()).await?.map(|person| person.name),
            _ => None,
        };
        let about = match entry.subject_kind.as_str() {
            // What was entered later need not be what is on air: the line names it.
            "rundown" if entry.kind == Kind::EnteredLate.word() => entry.why.clone(),
            "rundown" => entry.to_state.or(entry.from_state),
            _ => Some(entry.subject),
        };
        deeds.push(DoneDeed {
            seq: entry.seq,
            at: entry.at,
            by: by.unwrap_or_default(),
            // A reason is a code; what was entered later names its item there.
            why: entry.why.filter(|_| entry.kind != Kind::EnteredLate.word()),
            kind: entry.kind,
            about,
        });
    }
    Ok(deeds)
}
