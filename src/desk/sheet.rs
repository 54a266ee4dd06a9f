//! `/desk/{slug}/sheet`: the list of questions on paper (题单), for the meeting that chooses.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, Query, State},
    response::Response,
};

use crate::{
    app::{self, App, reach},
    domain::{
        disclosure::List,
        id::{DepartmentId, QuestionId},
        inquiry::Inquiry,
        question::Question,
        role::Deed,
    },
    http::{Problem, Reader, Signed, file, page::see_other},
    pages::{
        House,
        sheet::{QuestionSheet, SheetGroup, SheetQuestion},
    },
    store::{
        Tx, inquiries,
        questions::Counted,
        queues::{self, Queue, Wanted},
        seconds,
    },
};

/// How many questions are read at once.
const AT_ONCE: usize = 500;

/// The list of questions, for whoever reads the desk.
pub async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    Query(wanted): Query<file::Wanted>,
    staff: Option<Signed>,
    reader: Reader,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let mark = app.open_list(&staff, Deed::ReadDesk, &slug, List::QuestionSheet).await?;
    let mut tx = app.store.read().await?;
    let inquiry = reach::inquiry(&mut tx, &staff, Deed::ReadDesk, &slug).await?;
    let programme = inquiries::programme(&mut tx, &inquiry.programme).await?;
    let mut groups = Vec::new();
    for (state, queue) in [("shortlisted", Queue::Shortlisted), ("approved", Queue::Approved)] {
        let rows = rows(&app, &mut tx, &inquiry, queue).await?;
        groups.push(SheetGroup { state: state.into(), rows });
    }
    groups.retain(|group| !group.rows.is_empty());
    let page = QuestionSheet {
        slug,
        theme: inquiry.theme,
        starts_at: inquiry.starts_at.0,
        n: groups.iter().map(|group| group.rows.len()).sum(),
        groups,
        as_of: app.now().0,
    };
    let house = House::from(&programme);
    if let Some(format) = wanted.file {
        return file::table(format, &page.table(&app.today(&programme).to_string(), reader.lang));
    }
    reader.marked(mark).show_private(&app, &page, &reader.say("sheet-questions"), house)
}

/// The questions of a queue whose words everybody may read, what most devices share first.
async fn rows(app: &App, tx: &mut Tx, inquiry: &Inquiry, queue: Queue) -> app::Result<Vec<SheetQuestion>> {
    let found = whole(app, tx, inquiry, queue).await?;
    let numbers: BTreeMap<QuestionId, i64> = found.iter().map(|it| (it.id.clone(), it.number)).collect();
    let ids: Vec<QuestionId> = numbers.keys().cloned().collect();
    let shared = seconds::counts(tx, &ids).await?;
    let counted: Vec<Counted> = found
        .into_iter()
        .map(|question| Counted { seconds: shared.get(&question.id).copied().unwrap_or(0), question })
        .collect();
    let departments: BTreeMap<DepartmentId, String> =
        inquiries::departments(tx).await?.into_iter().map(|it| (it.id, it.name)).collect();
    let zone = app.zone(tx, &inquiry.programme).await?;
    let mut rows: Vec<SheetQuestion> = app
        .faces_inside(tx, &counted, &zone)
        .await?
        .into_iter()
        .map(|face| SheetQuestion {
            number: numbers.get(&face.id).copied().unwrap_or_default(),
            department: face.department.and_then(|id| departments.get(&id).cloned()),
            text: face.text,
            seconds: face.seconds,
        })
        .collect();
    rows.sort_by_key(|row| (-row.seconds, row.number));
    Ok(rows)
}

async fn whole(app: &App, tx: &mut Tx, inquiry: &Inquiry, queue: Queue) -> app::Result<Vec<Question>> {
    let mut wanted = Wanted::first(queue, AT_ONCE);
    let mut all = Vec::new();
    loop {
        let found = queues::page(tx, &inquiry.id, &wanted, app.now()).await?;
        let is_last = found.len() < AT_ONCE;
        wanted.after = found.last().map(|last| last.id.0.clone()).unwrap_or_default();
        all.extend(found);
        if is_last {
            return Ok(all);
        }
    }
}
