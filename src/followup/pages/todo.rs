//! `/today`, `/supervision`, `/department`, `/verification`: what waits for somebody, as a list that leads to each thing.

use axum::{
    extract::{Query, State},
    response::Response,
};
use jiff::civil::Date;
use serde::Deserialize;

use super::{
    form,
    morning::{just_over, to_send},
    order::{arbitrate, helping},
    studio,
};
use crate::{
    app::{self, App},
    domain::{
        book::PublicCommitment,
        commitment::Stage,
        day::Day,
        id::QuestionId,
        inquiry::{Inquiry, Phase},
        question::State as Standing,
        role::{Deed, Staff},
    },
    followup::{
        inner::speaks_for,
        scope::{Scope, scopes},
        today::{self, MOST},
    },
    http::{Problem, Reader, Signed, page::see_other},
    pages::followup::{
        badges::Badges,
        todo::{TodoDoor, TodoGroup, TodoPage, TodoRow, TodoScope, TodoScopeLine},
    },
    store::{
        Tx,
        commitments::{self, Stored},
        inquiries, owed, questions,
    },
};

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct After {
    done: Option<String>,
}

macro_rules! place {
    ($(#[$doc:meta])* $name:ident, $place:literal) => {
        $(#[$doc])*
        pub async fn $name(
            State(app): State<App>, Query(after): Query<After>, staff: Option<Signed>, reader: Reader,
        ) -> Result<Response, Problem> {
            show(&app, &reader, staff, after, $place).await
        }
    };
}

place! {
    /// What is due for me.
    today, "today"
}
place! {
    /// What a supervisor has to do.
    supervision, "supervision"
}
place! {
    /// What a department has to do.
    department, "department"
}
place! {
    /// What a verifier has to do.
    verification, "verification"
}

/// The lists that are somebody's.
pub fn places(staff: &Staff) -> Vec<String> {
    let all = [("supervision", Deed::Supervise), ("department", Deed::Answer), ("verification", Deed::Verify)];
    let mine = all.iter().filter(|(_, deed)| staff.may_somewhere(*deed)).map(|(place, _)| (*place).to_owned());
    ["today".to_owned()].into_iter().chain(mine).collect()
}

async fn show(
    app: &App,
    reader: &Reader,
    staff: Option<Signed>,
    after: After,
    place: &'static str,
) -> Result<Response, Problem> {
    let Some(Signed(staff)) = staff else { return Ok(see_other("/sign-in")) };
    let places = places(&staff);
    if !places.iter().any(|mine| mine == place) {
        return Err(Problem::not_allowed());
    }
    let mut tx = app.store.read().await?;
    let list = List { app, staff: &staff, inquiries: inquiries::known(&mut tx).await? };
    let mut groups = Vec::new();
    for each in places.iter().filter(|each| place == "today" || *each == place) {
        groups.extend(match each.as_str() {
            "supervision" => list.of_supervisor(&mut tx, place == "today").await?,
            "department" => list.of_department(&mut tx, place == "today").await?,
            "verification" => list.of_verifier(&mut tx).await?,
            _ => studio::groups(app, &mut tx, &staff, &list.inquiries).await?,
        });
    }
    groups.retain(|group| !group.rows.is_empty());
    // A sheet to read is nothing to do.
    let rows = || groups.iter().filter(|group| group.key != "morning").flat_map(|group| &group.rows);
    let (n, late) = (rows().count(), rows().filter(|row| row.step_late || is_late(row)).count());
    let department = match speaks_for(&staff).next() {
        Some(id) => inquiries::department(&mut tx, id.as_str()).await?.map(|it| it.name),
        None => None,
    };
    let done = after.done.filter(|done| done.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
    let page = TodoPage {
        place: place.into(),
        name: staff.name.clone(),
        department,
        places,
        doors: if place == "today" { list.doors() } else { Vec::new() },
        scopes: if matches!(place, "today" | "department") {
            scopes(app, &mut tx, &staff).await?.into_iter().map(told).collect()
        } else {
            Vec::new()
        },
        groups,
        n,
        late,
        done: done.filter(|done| reader.lang.try_say(&format!("done-{done}"), &[]).is_some()),
        as_of: app.now().0,
    };
    let house = form::house(&mut tx, None).await?;
    let reader = reader.ringing(app.ring_for(&mut tx, &staff, None).await?);
    reader.show_private(app, &page, &reader.say(&format!("place-{place}")), house)
}

fn told(it: Scope) -> TodoScope {
    let departments = it.departments.into_iter().map(|line| TodoScopeLine { name: line.name, n: line.n }).collect();
    TodoScope { theme: it.theme, starts_at: it.starts_at.0, departments, others: it.others }
}

fn is_late(row: &TodoRow) -> bool {
    row.time.as_ref().is_some_and(|time| time.class == "late")
}

struct List<'a> {
    app: &'a App,
    staff: &'a Staff,
    inquiries: Vec<Inquiry>,
}

impl List<'_> {
    fn inquiry(&self, stored: &Stored) -> Option<&Inquiry> {
        self.inquiries.iter().find(|inquiry| inquiry.id == stored.it.inquiry)
    }

    /// The inquiries that they may type in for, from the call to the handing over.
    fn doors(&self) -> Vec<TodoDoor> {
        let may = |it: &&Inquiry| it.phase < Phase::Supervising && self.staff.may(Deed::TypeIn, &it.id, &it.programme);
        let door = |it: &Inquiry| TodoDoor {
            href: format!("/desk/{}/type-in", it.slug),
            theme: it.theme.clone(),
            phase: it.phase.word(),
        };
        self.inquiries.iter().filter(may).map(door).collect()
    }

    async fn of_supervisor(&self, tx: &mut Tx, only_waiting: bool) -> app::Result<Vec<TodoGroup>> {
        let may = |inquiry: &Inquiry| self.staff.may(Deed::Supervise, &inquiry.id, &inquiry.programme);
        let mut closing = Vec::new();
        for inquiry in self.inquiries.iter().filter(|it| may(it) && it.phase >= Phase::HandingOver) {
            let n = owed::unowned(tx, &inquiry.id).await?;
            if n > 0 {
                let href = format!("/supervision/{}/closing", inquiry.slug);
                closing.push(TodoRow { n: Some(n), theme: inquiry.theme.clone(), ..bare(href, "closing") });
            }
        }
        let open: Vec<Stage> =
            Stage::ALL.iter().copied().filter(|it| !matches!(it, Stage::Closed | Stage::Void)).collect();
        let mut stored = commitments::in_stages(tx, &open, MOST).await?;
        stored.retain(|one| self.inquiry(one).is_some_and(may));
        let mut groups = vec![
            self.harassed(tx).await?,
            TodoGroup { key: "closing".into(), rows: closing },
            TodoGroup { key: "arbitrate".into(), rows: arbitrate(self.app, self.staff, &self.inquiries, tx).await? },
            TodoGroup { key: "send".into(), rows: to_send(tx, self.inquiries.iter().filter(|it| may(it))).await? },
            TodoGroup { key: "morning".into(), rows: just_over(self.app, self.inquiries.iter().filter(|it| may(it))) },
        ];
        for (key, stages) in [
            ("confirm", &[Stage::Captured][..]),
            ("assign", &[Stage::Confirmed, Stage::Returned]),
            ("rule", &[Stage::Disputed]),
        ] {
            let of_stage: Vec<Stored> = stored.iter().filter(|one| stages.contains(&one.it.stage)).cloned().collect();
            groups.push(self.group(tx, key, "supervision", key, &of_stage).await?);
        }
        let mut over = Vec::new();
        for one in stored.iter().filter(|one| one.it.stage == Stage::Notice) {
            let Some(inquiry) = self.inquiry(one) else { continue };
            let today = self.app.today(&inquiries::programme(tx, &inquiry.programme).await?);
            if one.it.notice_ends_on.is_none_or(|ends_on| ends_on <= today) {
                over.push(one.clone());
            }
        }
        groups.push(self.group(tx, "close", "supervision", "close", &over).await?);
        let alone =
            |one: &&Stored| one.it.confirmation.as_ref().is_some_and(|it| it.is_alone() && it.by != self.staff.person);
        let alone: Vec<Stored> = stored.iter().filter(alone).cloned().collect();
        groups.push(self.group(tx, "countersign", "supervision", "countersign", &alone).await?);
        groups.push(self.answers(tx).await?);
        if !only_waiting {
            let waits = |one: &Stored| {
                matches!(one.it.stage, Stage::Captured | Stage::Confirmed | Stage::Returned | Stage::Disputed)
                    || over.iter().any(|other| other.it.id == one.it.id)
            };
            let shown = |one: &&Stored| !waits(one);
            let rest: Vec<Stored> = stored.iter().filter(shown).cloned().collect();
            groups.push(self.group(tx, "open", "supervision", "open", &rest).await?);
        }
        Ok(groups)
    }

    /// Askers who are in trouble because of their question; what happened is read on its own page.
    async fn harassed(&self, tx: &mut Tx) -> app::Result<TodoGroup> {
        let mut rows = Vec::new();
        for it in today::harassed(tx, self.staff, &self.inquiries).await? {
            let Some(inquiry) = self.inquiries.iter().find(|one| one.slug == it.inquiry) else { continue };
            let today = self.app.today(&inquiries::programme(tx, &inquiry.programme).await?);
            rows.push(TodoRow {
                text: it.taken_by,
                theme: it.theme,
                step_late: it.due_on.date().is_some_and(|due| due < today),
                step_on: Some(it.due_on.to_string()),
                ..bare(format!("/supervision/h/{}", it.id), "harassed")
            });
        }
        Ok(TodoGroup { key: "harassed".into(), rows })
    }

    /// Written answers that wait to be read.
    async fn answers(&self, tx: &mut Tx) -> app::Result<TodoGroup> {
        let mut rows = Vec::new();
        for question in owed::to_review(tx, MOST).await? {
            let inquiry = self.inquiries.iter().find(|it| it.id == question.inquiry);
            let Some(inquiry) = inquiry.filter(|it| self.staff.may(Deed::Supervise, &it.id, &it.programme)) else {
                continue;
            };
            rows.push(TodoRow {
                text: question.order_text.clone(),
                theme: inquiry.theme.clone(),
                step_on: question.due_on.as_ref().map(ToString::to_string),
                ..bare(format!("/supervision/q/{}", question.id), "review")
            });
        }
        Ok(TodoGroup { key: "review".into(), rows })
    }

    async fn of_department(&self, tx: &mut Tx, only_waiting: bool) -> app::Result<Vec<TodoGroup>> {
        let mut groups = Vec::new();
        for department in speaks_for(self.staff) {
            let stored = commitments::open_of_department(tx, department, MOST).await?;
            let in_stages = |stages: &[Stage]| -> Vec<Stored> {
                stored.iter().filter(|one| stages.contains(&one.it.stage)).cloned().collect()
            };
            let assigned: Vec<Stored> = in_stages(&[Stage::Assigned])
                .into_iter()
                .filter(|one| one.it.parties.lead.as_ref() == Some(department))
                .collect();
            groups.push(self.group(tx, "accept", "department", "accept", &assigned).await?);
            let orders = owed::orders(tx, department, MOST).await?;
            let (waiting, answered): (Vec<_>, Vec<_>) =
                orders.into_iter().partition(|order| order.state != Standing::AnsweredWritten);
            groups.push(self.orders(tx, "answer", waiting).await?);
            let working = in_stages(&[Stage::Accepted, Stage::InProgress, Stage::Paused]);
            groups.push(self.group(tx, "progress", "department", "progress", &working).await?);
            if !only_waiting {
                groups.push(self.orders(tx, "answered", answered).await?);
                groups.push(TodoGroup { key: "helping".into(), rows: helping(tx, department).await? });
                let judged = in_stages(&[
                    Stage::Returned,
                    Stage::ReportedDone,
                    Stage::Verifying,
                    Stage::Notice,
                    Stage::Disputed,
                ]);
                groups.push(self.group(tx, "running", "department", "open", &judged).await?);
            }
        }
        Ok(groups)
    }

    async fn orders(&self, tx: &mut Tx, key: &str, orders: Vec<owed::Order>) -> app::Result<TodoGroup> {
        let mut rows = Vec::new();
        for order in orders {
            let today = today_of(self.app, tx, &order.id).await?;
            let late = key == "answer" && today.is_some_and(|today| order.due_on.date().is_some_and(|due| due < today));
            rows.push(TodoRow {
                text: Some(order.order_text),
                theme: order.theme,
                step_on: Some(order.due_on.to_string()),
                step_late: late,
                ..bare(format!("/department/q/{}", order.id), if key == "answer" { "answer" } else { "open" })
            });
        }
        Ok(TodoGroup { key: key.into(), rows })
    }

    async fn of_verifier(&self, tx: &mut Tx) -> app::Result<Vec<TodoGroup>> {
        let mut stored = today::to_verify(tx, self.staff).await?;
        stored.retain(|one| self.inquiry(one).is_some_and(|it| self.staff.may(Deed::Verify, &it.id, &it.programme)));
        Ok(vec![self.group(tx, "verify", "verification", "verify", &stored).await?])
    }

    async fn group(
        &self,
        tx: &mut Tx,
        key: &str,
        place: &str,
        button: &str,
        stored: &[Stored],
    ) -> app::Result<TodoGroup> {
        let faces = self.app.promises_inside(tx, stored).await?;
        let mut rows = Vec::with_capacity(stored.len());
        for one in stored {
            let it = &one.it;
            let face = faces.iter().find(|face| face.id == it.id);
            let Some(inquiry) = self.inquiry(one) else { continue };
            let today = self.app.today(&inquiries::programme(tx, &inquiry.programme).await?);
            rows.push(TodoRow {
                quote: Some(it.quote.clone()),
                time: face.map(|face| Badges::of(face).time),
                step_on: it.step.map(|step| step.due.to_string()),
                step_late: it.step.is_some_and(|step| step.due < today),
                step_leads: it.step.is_some_and(|step| comes_first(step.due, face)),
                owes: it.step.map(|step| step.step.word()),
                theme: inquiry.theme.clone(),
                department: face.and_then(|face| face.lead.as_ref().map(|lead| lead.name.clone())),
                state: Some(it.stage.word()),
                ..bare(format!("/{place}/c/{}", it.id), button)
            });
        }
        Ok(TodoGroup { key: key.into(), rows })
    }
}

async fn today_of(app: &App, tx: &mut Tx, id: &QuestionId) -> app::Result<Option<jiff::civil::Date>> {
    let Some(question) = questions::get(tx, id).await? else { return Ok(None) };
    let Some(inquiry) = inquiries::get(tx, &question.inquiry).await? else { return Ok(None) };
    Ok(Some(app.today(&inquiries::programme(tx, &inquiry.programme).await?)))
}

/// Whether the office's step is due before the promise is, which is not late yet.
fn comes_first(step: Date, promise: Option<&PublicCommitment>) -> bool {
    let Some(promise) = promise else { return true };
    !promise.late && promise.due.as_ref().and_then(Day::date).is_none_or(|due| step < due)
}

/// A row that leads somewhere, with nothing said yet.
pub(super) fn bare(href: String, button: &str) -> TodoRow {
    TodoRow {
        href,
        quote: None,
        text: None,
        time: None,
        step_on: None,
        step_late: false,
        step_leads: false,
        owes: None,
        theme: String::new(),
        department: None,
        state: None,
        button: button.into(),
        n: None,
    }
}
