//! Running imports: part by part through the flood lane, counted after each, and taken up again after a restart.

use std::{collections::BTreeSet, time::Duration};

use futures::future::join_all;
use tokio::sync::watch;

use super::{
    check::{Check, Row},
    mapping::Mapping,
    take_in::{PART, rows, told},
};
use crate::{
    app::{
        self, App, By, Error, Key,
        flood::{Answer, Ask, Flood},
    },
    domain::{
        happening::{Actor, Journal},
        id::{ImportId, PersonId, QuestionId},
        inquiry::Inquiry,
        masking,
        provenance::Provenance,
        question::{Question, Visibility},
    },
    store::{
        idempotency,
        imports::{self, Import},
        inquiries, journal,
        questions::NewQuestion,
    },
};

/// How often the house looks for imports that were started.
const LOOK: Duration = Duration::from_millis(300);
/// How long a full queue is given before the rest of a part is sent again.
const AGAIN: Duration = Duration::from_millis(50);

/// Runs whatever was started, until the house closes: what is not done then is taken up at the next opening.
pub async fn serve(app: App, mut closed: watch::Receiver<bool>) {
    let mut every = tokio::time::interval(LOOK);
    loop {
        tokio::select! {
            _ = every.tick() => {
                if let Err(error) = run_started(&app, &closed).await {
                    tracing::warn!(%error, "an import stopped and is taken up again: {error}");
                }
            }
            _ = closed.changed() => return,
        }
    }
}

async fn run_started(app: &App, closed: &watch::Receiver<bool>) -> app::Result<()> {
    let started = imports::running(&mut app.store.read().await?).await?;
    for import in started {
        run(app, &import.id, || *closed.borrow()).await?;
    }
    Ok(())
}

/// Goes through an import that was started until it is done, or until `stops`.
pub async fn run(app: &App, id: &ImportId, stops: impl Fn() -> bool) -> app::Result<()> {
    let mut tx = app.store.read().await?;
    let import = imports::get(&mut tx, id).await?.ok_or(Error::NotFound("import"))?;
    let inquiry = inquiries::get(&mut tx, &import.inquiry).await?.ok_or(Error::NotFound("inquiry"))?;
    let summoned = inquiries::summoned(&mut tx, &inquiry.id).await?;
    let head = journal::head(&mut tx, &Journal::from(&inquiry.id)).await?;
    drop(tx);
    let digest = |text: &str| head.digest(text);
    let mapping = Mapping::from_json(&import.mapping);
    let mut check = Check::new(&mapping, &summoned, &digest);
    let mut import = import;
    for part in 0.. {
        if stops() {
            return Ok(());
        }
        let Some(rows) = rows(app, &mut app.store.read().await?, id, part).await? else { break };
        check.issues.clear();
        let good: Vec<Row> = rows.iter().filter_map(|(line_no, cells)| check.row(*line_no, cells)).collect();
        if ((part + 1) * PART).min(import.total as usize) <= import.done as usize {
            // Gone through before a restart; it was read again to know what repeats it.
            continue;
        }
        let twice = check.issues.iter().filter(|issue| issue.code == "repeated").count();
        let counted = store_part(app, &inquiry, &import, &good).await?;
        import.stored += counted.stored;
        import.repeated += counted.repeated + twice as i64;
        import.failed += (rows.len() - good.len() - twice) as i64;
        let mut act = app.begin(&By::from(Actor::House)).await?;
        let (gone_through, now) = (rows.len() as i64, act.now);
        if !imports::count(&mut act.tx, &import, gone_through, now).await? {
            // Another process goes through it too and was faster.
            return Ok(());
        }
        app.settle(act, ()).await?;
        import.done += gone_through;
    }
    finish(app, id).await
}

/// It is done: what its rows said in clear is thrown away.
async fn finish(app: &App, id: &ImportId) -> app::Result<()> {
    let mut act = app.begin(&By::from(Actor::House)).await?;
    let mut import = imports::get(&mut act.tx, id).await?.ok_or(Error::NotFound("import"))?;
    if import.state != "running" || import.done < import.total {
        return Ok(());
    }
    import.state = "done".into();
    (import.version, import.changed_at) = (import.version + 1, act.now);
    imports::save(&mut act.tx, &import).await?;
    imports::drop_parts(&mut act.tx, id).await?;
    act.record(told(&import));
    app.settle(act, ()).await
}

#[derive(Default)]
struct Counted {
    stored: i64,
    repeated: i64,
}

/// Stores the rows of a part that are not there yet.
async fn store_part(app: &App, inquiry: &Inquiry, import: &Import, rows: &[Row]) -> app::Result<Counted> {
    let scope = format!("import {} {}", inquiry.id, import.source);
    let mut tx = app.store.read().await?;
    let ids: Vec<&str> = rows.iter().map(|row| row.source_id.as_str()).collect();
    let known: BTreeSet<String> =
        imports::known(&mut tx, &inquiry.id, &import.source, &ids).await?.into_iter().collect();
    let pairs: Vec<_> = known.iter().map(|id| (scope.clone(), id.clone())).collect();
    let given = idempotency::given(&mut tx, &pairs).await?;
    drop(tx);
    let mut counted = Counted::default();
    for id in &known {
        // What this very import stored before a restart is no repetition.
        let is_ours = given.get(&(scope.clone(), id.clone())).is_some_and(|given| given.digest == import.id.0);
        if is_ours { counted.stored += 1 } else { counted.repeated += 1 }
    }
    let mut left: Vec<&Row> = rows.iter().filter(|row| !known.contains(&row.source_id)).collect();
    while !left.is_empty() {
        let sent = left.iter().map(|row| app.submitter.submit(ask(app, inquiry, import, &scope, row)));
        let mut again = Vec::new();
        for (row, answer) in left.iter().zip(join_all(sent).await) {
            match answer {
                Ok(Answer::Asked { .. } | Answer::Seconded { .. }) => counted.stored += 1,
                Err(Error::KeyReused) => counted.repeated += 1,
                Err(Error::Busy | Error::InFlight) => again.push(*row),
                Err(other) => return Err(other),
            }
        }
        left = again;
        if !left.is_empty() {
            tokio::time::sleep(AGAIN).await;
        }
    }
    Ok(counted)
}

/// A row as a question of nobody's, with name and contact sealed to it.
fn ask(app: &App, inquiry: &Inquiry, import: &Import, scope: &str, row: &Row) -> Flood {
    let id = QuestionId::new();
    let seal = |column: &str, text: &Option<String>| text.as_ref().map(|it| app.vault.seal(id.as_str(), column, it));
    let (place, flat) = row.place.as_deref().map(masking::apart).unzip();
    let new = NewQuestion {
        notice: None,
        network_sealed: None,
        confirmed: None,
        name_sealed: seal("name", &row.name),
        contact_sealed: seal("contact", &row.contact),
        flat_sealed: seal("flat", &flat.flatten()),
        source: import.source.clone(),
        source_id: Some(row.source_id.clone()),
        source_time: row.time.clone(),
        question: Question {
            provenance: Provenance::of_source(&import.source),
            title: row.title.clone(),
            place: place.filter(|place| !place.is_empty()),
            department: row.department.clone(),
            ..Question::sent(id, inquiry.id.clone(), None, row.text.clone(), Visibility::Shielded)
        },
    };
    let actor = match import.person.as_str() {
        "" => Actor::House,
        id => Actor::Person(PersonId::from(id)),
    };
    // The same number of the same source is one question, whichever file it comes in.
    let key = Key { scope: scope.to_owned(), key: row.source_id.clone(), digest: import.id.0.clone() };
    Flood::Ask(Box::new(Ask { new, actor, key, by_staff: true }))
}
