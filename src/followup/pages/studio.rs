//! What waits for somebody of the desk, the studio and the office: their queues, signatures, cards, plans not opened yet.

use super::todo::bare;
use crate::{
    app::{self, App, pairs},
    domain::{
        commitment::Stage,
        inquiry::{Inquiry, Phase},
        role::{Deed, Staff},
    },
    pages::followup::todo::{TodoGroup, TodoRow},
    store::{
        Tx, commitments, contests, inquiries,
        queues::{self, Queue},
        rundowns,
    },
};

/// The groups, inquiry by inquiry, for as long as its evening is not through.
pub async fn groups(app: &App, tx: &mut Tx, staff: &Staff, known: &[Inquiry]) -> app::Result<Vec<TodoGroup>> {
    let mut groups = Groups::default();
    for inquiry in known.iter().filter(|it| it.phase <= Phase::HandingOver) {
        let may = |deed| staff.may(deed, &inquiry.id, &inquiry.programme);
        if may(Deed::Moderate) {
            desk(app, tx, inquiry, may(Deed::LeadDesk), &mut groups).await?;
        }
        if inquiry.phase < Phase::Curating {
            continue;
        }
        if may(Deed::ApproveAir) {
            let waits = pairs::to_sign(tx, inquiry, app.now()).await?;
            groups.add("pairs", inquiry, "/stage/{}/pairs", waits.waiting + waits.alone);
        }
        if may(Deed::Direct) {
            let counts = queues::counts(tx, &inquiry.id, app.now()).await?;
            let chosen = counts.iter().find(|count| count.queue == Queue::Shortlisted).map_or(0, |count| count.n);
            let placed = rundowns::of(tx, &inquiry.id).await?.items.iter().filter(|it| it.question.is_some()).count();
            let left = usize::try_from(chosen).unwrap_or_default().saturating_sub(placed);
            groups.add("shortlisted", inquiry, "/stage/{}/rundown", left);
        }
        if may(Deed::Capture) && !may(Deed::Supervise) {
            let caught = commitments::of_inquiry(tx, &inquiry.id).await?;
            let waits = caught.iter().filter(|one| one.it.stage == Stage::Captured).count();
            groups.add("caught", inquiry, "/scribe/{}", waits);
        }
        if may(Deed::AskOnAir) {
            let items = rundowns::of(tx, &inquiry.id).await?.items;
            let mine = items.iter().filter(|item| item.deputy.as_ref() == Some(&staff.person));
            groups.add("deputy", inquiry, "/stage/{}/deputy", mine.filter(|item| !item.state.is_out()).count());
        }
    }
    if staff.may_somewhere(Deed::Administer) {
        for inquiry in inquiries::all(tx).await?.iter().filter(|it| it.phase == Phase::Planning) {
            if staff.may(Deed::Administer, &inquiry.id, &inquiry.programme) {
                groups.lead_to("plan", inquiry, format!("/office/inquiries/{}", inquiry.slug));
            }
        }
    }
    Ok(groups.0)
}

/// What waits at the desk of one inquiry; what was left to the lead, for the lead.
async fn desk(app: &App, tx: &mut Tx, inquiry: &Inquiry, leads: bool, groups: &mut Groups) -> app::Result<()> {
    let counts = queues::counts(tx, &inquiry.id, app.now()).await?;
    let n = |queue: Queue| counts.iter().find(|count| count.queue == queue).map_or(0, |count| count.n);
    for (key, queue) in
        [("waiting", Queue::Waiting), ("second", Queue::Second), ("calls", Queue::Calls), ("appeals", Queue::Appeals)]
    {
        let page = format!("/desk/{{}}?queue={key}");
        groups.add(key, inquiry, &page, usize::try_from(n(queue)).unwrap_or_default());
    }
    if leads {
        groups.add("left", inquiry, "/desk/{}?queue=lead", usize::try_from(n(Queue::Lead)).unwrap_or_default());
    }
    let contested = contests::waiting(tx, &inquiry.id).await?;
    groups.add("contests", inquiry, "/desk/{}/contests", usize::try_from(contested).unwrap_or_default());
    Ok(())
}

/// Rows by what is to be done, in the order in which they came up.
#[derive(Default)]
struct Groups(Vec<TodoGroup>);

impl Groups {
    /// A row that stands for `n` things, if there are any.
    fn add(&mut self, key: &str, inquiry: &Inquiry, page: &str, n: usize) {
        if n > 0 {
            let n = Some(i64::try_from(n).unwrap_or(i64::MAX));
            self.push(key, TodoRow { n, theme: inquiry.theme.clone(), ..bare(page.replace("{}", &inquiry.slug), key) });
        }
    }

    /// A row that stands for itself.
    fn lead_to(&mut self, key: &str, inquiry: &Inquiry, href: String) {
        self.push(key, TodoRow { theme: inquiry.theme.clone(), ..bare(href, key) });
    }

    fn push(&mut self, key: &str, row: TodoRow) {
        match self.0.iter_mut().find(|group| group.key == key) {
            Some(group) => group.rows.push(row),
            None => self.0.push(TodoGroup { key: key.to_owned(), rows: vec![row] }),
        }
    }
}
