//! The queues of the desk: what waits where, how much of it, and in which order.

use super::{Result, Tx, rows::Rows, sql};
use crate::domain::{
    id::{InquiryId, QuestionId},
    moment::Moment,
    question::{Question, State},
    words::words,
};

words! {
    /// A queue of the desk.
    Queue {
        /// 待审核.
        Waiting,
        /// 紧急.
        Urgent,
        /// 请组长定.
        Lead,
        /// 待复审: one person has signed.
        Second,
        /// 照片待看: a photo waits to be passed.
        Photos,
        /// 待回拨: its asker must be called before anything is published.
        Calls,
        /// 领取中.
        Held,
        /// 待补充.
        NeedsInfo,
        /// 已公开.
        Approved,
        /// 不公开受理.
        Private,
        /// 本场不予采用.
        Rejected,
        /// 申请复核.
        Appeals,
        /// 已并案.
        Merged,
        /// 播后办理.
        Later,
        /// 入选.
        Shortlisted,
        /// 已转办、已移送.
        Referred,
        /// 上台、答复: on air, answered, or owed an answer.
        Answers,
        /// 提问人撤回.
        Withdrawn,
        /// Everything.
        All,
    }
}

impl Queue {
    fn states(self) -> &'static [State] {
        use State::*;
        match self {
            Queue::Waiting => &[Submitted],
            Queue::Urgent | Queue::Lead | Queue::Second | Queue::Calls => {
                &[Submitted, NeedsInfo, Approved, ApprovedPrivate, Later, Referred, Shortlisted]
            }
            Queue::Photos => &[
                Submitted,
                NeedsInfo,
                Appealed,
                Approved,
                ApprovedPrivate,
                Merged,
                Later,
                Shortlisted,
                Queued,
                OnAir,
                AnsweredLive,
                AwaitingWritten,
                AnsweredWritten,
                Referred,
                Transferred,
                Closed,
            ],
            Queue::NeedsInfo => &[NeedsInfo],
            Queue::Approved => &[Approved],
            Queue::Private => &[ApprovedPrivate],
            Queue::Rejected => &[Rejected, RejectedFinal],
            Queue::Appeals => &[Appealed],
            Queue::Merged => &[Merged],
            Queue::Later => &[Later],
            Queue::Shortlisted => &[Shortlisted, Queued],
            Queue::Referred => &[Referred, Transferred],
            Queue::Answers => &[OnAir, AnsweredLive, AwaitingWritten, AnsweredWritten, Closed],
            Queue::Withdrawn => &[Withdrawn],
            Queue::Held | Queue::All => State::ALL,
        }
    }

    /// What it makes of questions that were left to the lead, wait for a second signature or a call, or have a photo
    /// that waits: in their own queue they stand alone; of the first two, among the waiting, each would be read twice.
    fn aside(self) -> &'static str {
        match self {
            Queue::Lead => "lead",
            Queue::Second => "second",
            Queue::Photos => "photos",
            Queue::Calls => "calls",
            Queue::Waiting => "without",
            _ => "any",
        }
    }

    fn has(self, for_lead: bool, signed: bool, uncalled: bool) -> bool {
        match self {
            Queue::Calls => uncalled,
            Queue::Lead => for_lead,
            Queue::Second => signed && !for_lead,
            Queue::Waiting => !for_lead && !signed,
            _ => true,
        }
    }

    /// Its states as a parameter of a statement.
    fn rows(self) -> Rows {
        let words: Vec<String> = self.states().iter().map(|state| state.word()).collect();
        Rows::of_texts(words.iter().map(String::as_str))
    }
}

/// How many questions are in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueCount {
    /// Which queue.
    pub queue: Queue,
    /// How many.
    pub n: i64,
}

#[derive(sqlx::FromRow)]
struct Standing {
    state: State,
    urgent: bool,
    for_lead: bool,
    signed: bool,
    uncalled: bool,
    held: bool,
    n: i64,
}

/// How many questions each queue has, counted over the rows.
pub async fn counts(tx: &mut Tx, inquiry: &InquiryId, now: Moment) -> Result<Vec<QueueCount>> {
    let standings: Vec<Standing> = sql("select state, urgent, for_lead, signed_by is not null as signed, uncalled, hold.person is not null as held, count(*) as n
         from question left join hold on hold.question = question.id and hold.until_at > $2
         where inquiry = $1 group by state, urgent, for_lead, signed_by is not null, uncalled, hold.person is not null order by state")
    .bind(inquiry.as_str())
    .bind(now)
    .all(tx)
    .await?;
    let (photos,): (i64,) =
        sql("select count(distinct question.id) from photo join question on question.id = photo.question
         where photo.inquiry = $1 and photo.state = 'waiting'
           and question.state in (select value->>0 from jsonb_each($2))")
        .bind(inquiry.as_str())
        .bind(Queue::Photos.rows())
        .one(tx)
        .await?;
    let counts = Queue::ALL.iter().map(|&queue| {
        if queue == Queue::Photos {
            return QueueCount { queue, n: photos };
        }
        let of_queue = standings.iter().filter(|it| {
            queue.states().contains(&it.state)
                && (queue != Queue::Urgent || it.urgent)
                && (queue != Queue::Held || it.held)
                && queue.has(it.for_lead, it.signed, it.uncalled)
        });
        QueueCount { queue, n: of_queue.map(|it| it.n).sum() }
    });
    Ok(counts.collect())
}

words! {
    /// The order of a queue.
    Order {
        /// What came first comes first.
        Oldest,
        /// What came last comes first.
        Newest,
        /// What most devices share comes first; of as many, what came last.
        Seconds,
    }
}

/// What is wanted of a queue.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Which queue.
    pub queue: Queue,
    /// In which order.
    pub order: Order,
    /// The id after which it goes on; empty at the beginning.
    pub after: String,
    /// How many devices shared the question after which it goes on, in the order by seconds.
    pub after_seconds: i64,
    /// Words to find in original or public text; empty for all.
    pub find: String,
    /// A question's number in its inquiry that is found as well, where what is looked for is a receipt.
    pub number: Option<i64>,
    /// Questions that another one of the same words stands for.
    pub folded: Vec<QuestionId>,
    /// How many.
    pub limit: usize,
}

impl Wanted {
    /// The first of a queue, oldest first.
    pub fn first(queue: Queue, limit: usize) -> Wanted {
        Wanted {
            queue,
            order: Order::Oldest,
            after: String::new(),
            after_seconds: 0,
            find: String::new(),
            number: None,
            folded: Vec::new(),
            limit,
        }
    }
}

/// Which questions a queue has, as SQL, with what comes before and after that.
macro_rules! queued {
    ($head:literal, $tail:literal) => {
        concat!(
            $head,
            " from question left join hold on hold.question = question.id and hold.until_at > $1
             where inquiry = $2 and state in (select value->>0 from jsonb_each($3))
               and (not $4 or urgent) and (not $5 or hold.person is not null)
               and ($10 = 'any' or ($10 = 'lead' and for_lead)
                    or ($10 = 'second' and signed_by is not null and not for_lead)
                    or ($10 = 'without' and signed_by is null and not for_lead)
                    or ($10 = 'calls' and uncalled)
                    or ($10 = 'photos' and exists (select 1 from photo where photo.question = question.id
                                                   and photo.state = 'waiting')))
               and question.id not in (select value->>0 from jsonb_each($11))
               and ($6 = '' or number = $9
                    or lower(original) like $6 escape '!' or lower(coalesce(public_text, '')) like $6 escape '!') ",
            $tail
        )
    };
}

/// A page of a queue.
pub async fn page(tx: &mut Tx, inquiry: &InquiryId, wanted: &Wanted, now: Moment) -> Result<Vec<Question>> {
    let text = match wanted.order {
        Order::Oldest => {
            queued!(
                "select question.*",
                "and ($7 = '' or question.number > (select number from question where id = $7))
                 order by question.number limit $8"
            )
        }
        Order::Newest => {
            queued!(
                "select question.*",
                "and ($7 = '' or question.number < (select number from question where id = $7))
                 order by question.number desc limit $8"
            )
        }
        Order::Seconds => queued!(
            "with recursive queued (id) as (select question.id",
            "), under (head, id) as (
                 select id, id from queued
                 union all
                 select under.head, question.id from question join under on question.merged_into = under.id
             ), given (head, visitor) as (
                 select under.head, second.visitor from under join second on second.question = under.id
                 group by under.head, second.question, second.visitor
                 having sum(case when turn % 2 = 1 then 1 else -1 end) = 1
            and max(case when counted then 1 else 0 end) = 1
             ), tally (id, seconds) as (
                 select queued.id, count(distinct given.visitor)
                 from queued left join given on given.head = queued.id group by queued.id
             )
             select question.* from tally join question on question.id = tally.id
             where $7 = '' or tally.seconds < $12
                or (tally.seconds = $12 and question.number < (select number from question where id = $7))
             order by tally.seconds desc, question.number desc limit $8"
        ),
    };
    let asked = sql(text)
        .bind(now)
        .bind(inquiry.as_str())
        .bind(wanted.queue.rows())
        .bind(wanted.queue == Queue::Urgent)
        .bind(wanted.queue == Queue::Held)
        .bind(contains(&wanted.find))
        .bind(&wanted.after)
        .bind(wanted.limit)
        .bind(wanted.number.unwrap_or(-1))
        .bind(wanted.queue.aside())
        .bind(Rows::of_texts(wanted.folded.iter().map(QuestionId::as_str)));
    match wanted.order {
        Order::Seconds => asked.bind(wanted.after_seconds).all(tx).await,
        Order::Oldest | Order::Newest => asked.all(tx).await,
    }
}

/// Those of these questions that stand in a queue now, oldest first.
pub async fn among(
    tx: &mut Tx,
    inquiry: &InquiryId,
    queue: Queue,
    ids: &[QuestionId],
    folded: &[QuestionId],
    now: Moment,
) -> Result<Vec<Question>> {
    sql("select question.* from question left join hold on hold.question = question.id and hold.until_at > $1
         where question.id in (select value->>0 from jsonb_each($6)) and inquiry = $2
           and state in (select value->>0 from jsonb_each($3))
           and (not $4 or urgent) and (not $5 or hold.person is not null)
           and ($7 = 'any' or ($7 = 'lead' and for_lead)
                or ($7 = 'second' and signed_by is not null and not for_lead)
                or ($7 = 'without' and signed_by is null and not for_lead)
                or ($7 = 'calls' and uncalled)
                or ($7 = 'photos' and exists (select 1 from photo where photo.question = question.id
                                              and photo.state = 'waiting')))
           and question.id not in (select value->>0 from jsonb_each($8)) order by question.number")
    .bind(now)
    .bind(inquiry.as_str())
    .bind(queue.rows())
    .bind(queue == Queue::Urgent)
    .bind(queue == Queue::Held)
    .bind(Rows::of_texts(ids.iter().map(QuestionId::as_str)))
    .bind(queue.aside())
    .bind(Rows::of_texts(folded.iter().map(QuestionId::as_str)))
    .all(tx)
    .await
}

/// The pattern of texts that contain these words; nothing typed works as a wildcard.
fn contains(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let plain = words.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{plain}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_is_in_one_queue_besides_those_that_look_across() {
        let across = [Queue::Urgent, Queue::Lead, Queue::Second, Queue::Photos, Queue::Calls, Queue::Held, Queue::All];
        for state in State::ALL {
            let queues = Queue::ALL.iter().filter(|queue| !across.contains(queue) && queue.states().contains(state));
            assert_eq!(queues.count(), 1, "{state:?}");
        }
    }
}
