//! Flood commands, applied set-wise: a batch is a handful of statements, whatever its size.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use super::{
    Error, Result,
    act::Key,
    alarm,
    bell::{Rung, rungs},
};
use crate::{
    domain::{
        happening::{self, Actor, Faces, Happening, Journal, Kind},
        id::{InquiryId, QuestionId, VisitorId},
        inquiry::Inquiry,
        moment::Moment,
        question::{Question, State},
        stream::Stream,
    },
    store::{
        Tx,
        idempotency::{self, Given},
        inquiries,
        journal::{self, Head},
        questions::{self, NewQuestion},
        seconds::{self, Last, Turn},
    },
};

/// A command of the flood lane.
#[derive(Clone, Debug)]
pub enum Flood {
    /// Store a question.
    Ask(Box<Ask>),
    /// Give or take back a second.
    Second(Second),
}

/// A question to store. Its number, state and times are set when it is stored.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The question and what is sealed.
    pub new: NewQuestion,
    /// Who sends it.
    pub actor: Actor,
    /// The client's key: required, so that a sender who never heard the answer may send again.
    pub key: Key,
    /// Whether it is taken outside the call too: typed in or imported by staff.
    pub by_staff: bool,
}

/// A second to give or to take back.
#[derive(Clone, Debug)]
pub struct Second {
    /// On which question.
    pub question: QuestionId,
    /// By which device.
    pub visitor: VisitorId,
    /// Given, or taken back.
    pub given: bool,
    /// Whether it counts in public. One that did not is counted when it is given once more by a device that may.
    pub counted: bool,
}

/// What a command is answered, after the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The question is stored, now or by an earlier sending with the same key.
    Asked {
        /// Its id.
        question: QuestionId,
        /// Its inquiry's number in the house.
        ordinal: i64,
        /// Its number in the inquiry.
        number: i64,
        /// Whether an earlier sending stored it.
        replayed: bool,
    },
    /// Distinct devices on the question and all merged into it.
    Seconded {
        /// How many.
        seconds: i64,
        /// Whether this device is one of them, where it gave one.
        counted: bool,
    },
}

/// Applies a batch within one transaction: each command's answer, and the streams that have news.
pub async fn apply(tx: &mut Tx, floods: &[Flood], now: Moment) -> Result<(Vec<Result<Answer>>, Vec<Rung>)> {
    let mut batch =
        Batch { now, answers: floods.iter().map(|_| None).collect(), told: BTreeMap::new(), tallied: BTreeSet::new() };
    let (mut asks, mut given) = (Vec::new(), Vec::new());
    for (n, flood) in floods.iter().enumerate() {
        match flood {
            Flood::Ask(ask) => asks.push((n, &**ask)),
            Flood::Second(second) => given.push((n, second)),
        }
    }
    let new = batch.sort_out_asks(tx, &asks).await?;
    batch.second(tx, &given).await?;
    batch.store(tx, new).await
}

struct Batch {
    now: Moment,
    answers: Vec<Option<Result<Answer>>>,
    /// What happened, by inquiry.
    told: BTreeMap<Journal, Vec<(Actor, Happening)>>,
    /// Inquiries whose tally changed.
    tallied: BTreeSet<Journal>,
}

/// Questions to store, by inquiry, each with the places in the batch that it answers.
type New<'a> = BTreeMap<InquiryId, (Inquiry, Vec<(usize, &'a Ask)>)>;

impl Batch {
    /// Answers what was sent before, refuses what comes outside the call, and gathers the rest by inquiry.
    async fn sort_out_asks<'a>(&mut self, tx: &mut Tx, asks: &[(usize, &'a Ask)]) -> Result<New<'a>> {
        let mut new: New<'a> = BTreeMap::new();
        if asks.is_empty() {
            return Ok(new);
        }
        let pairs: Vec<_> = asks.iter().map(|(_, ask)| (ask.key.scope.clone(), ask.key.key.clone())).collect();
        let given = idempotency::given(tx, &pairs).await?;
        let mut known: BTreeMap<InquiryId, Option<Inquiry>> = BTreeMap::new();
        for (pair, &(n, ask)) in pairs.into_iter().zip(asks) {
            let id = &ask.new.question.inquiry;
            if !known.contains_key(id) {
                known.insert(id.clone(), inquiries::get(tx, id).await?);
            }
            if let Some(before) = given.get(&pair) {
                self.answers[n] = Some(replay(before, &ask.key));
            } else if let Some(inquiry) = known.get(id).cloned().flatten() {
                match inquiry.must_take_questions(self.now) {
                    Err(refusal) if !ask.by_staff => self.answers[n] = Some(Err(refusal.into())),
                    _ => new.entry(id.clone()).or_insert_with(|| (inquiry, Vec::new())).1.push((n, ask)),
                }
            } else {
                self.answers[n] = Some(Err(Error::NotFound("inquiry")));
            }
        }
        Ok(new)
    }

    /// Adds the facts of seconds given and taken back.
    async fn second(&mut self, tx: &mut Tx, seconds: &[(usize, &Second)]) -> Result<()> {
        if seconds.is_empty() {
            return Ok(());
        }
        let ids: Vec<QuestionId> = unique(seconds.iter().map(|(_, second)| second.question.clone()));
        let found: BTreeMap<QuestionId, Question> =
            questions::several(tx, &ids).await?.into_iter().map(|question| (question.id.clone(), question)).collect();
        let pairs: Vec<_> = unique(seconds.iter().map(|(_, second)| (second.question.clone(), second.visitor.clone())));
        let mut last = seconds::last_turns(tx, &pairs).await?;
        let mut turns: BTreeMap<InquiryId, Vec<Turn>> = BTreeMap::new();
        let mut accepted = Vec::new();
        for &(n, second) in seconds {
            let Some(question) = found.get(&second.question).filter(|question| takes_seconds(question)) else {
                self.answers[n] = Some(Err(Error::NotFound("question")));
                continue;
            };
            let last = last.entry((second.question.clone(), second.visitor.clone())).or_default();
            for fact in facts(second, last) {
                turns.entry(question.inquiry.clone()).or_default().push(fact);
            }
            accepted.push((n, &second.question, last.counted));
        }
        let all: Vec<Turn> = turns.values().flatten().cloned().collect();
        if !all.is_empty() {
            seconds::insert(tx, &all, self.now).await?;
        }
        self.answer_seconds(tx, accepted).await?;
        for (inquiry, turns) in turns {
            let head = journal::head(tx, &Journal::from(&inquiry)).await?;
            let told = happening::seconded(&inquiry, turns.len(), digest(&head, &turns));
            self.told.entry(Journal::from(&inquiry)).or_default().push((Actor::House, told));
            self.tallied.insert(Journal::from(&inquiry));
        }
        Ok(())
    }

    async fn answer_seconds(&mut self, tx: &mut Tx, accepted: Vec<(usize, &QuestionId, bool)>) -> Result<()> {
        let asked: Vec<QuestionId> = unique(accepted.iter().map(|(_, id, _)| (*id).clone()));
        if asked.is_empty() {
            return Ok(());
        }
        let roots = seconds::roots(tx, &asked).await?;
        let counts = seconds::counts(tx, &unique(roots.values().cloned())).await?;
        for (n, id, counted) in accepted {
            let seconds = roots.get(id).and_then(|root| counts.get(root)).copied().unwrap_or(0);
            self.answers[n] = Some(Ok(Answer::Seconded { seconds, counted }));
        }
        Ok(())
    }

    /// Numbers the new questions, stores all, writes the record: the heads are held from here to the commit.
    async fn store(mut self, tx: &mut Tx, new: New<'_>) -> Result<(Vec<Result<Answer>>, Vec<Rung>)> {
        let mut journals: BTreeSet<Journal> = self.told.keys().cloned().collect();
        journals.extend(new.keys().map(Journal::from));
        let mut heads = BTreeMap::new();
        for name in journals {
            let head = journal::hold_head(tx, &name).await?;
            heads.insert(name, head);
        }
        let urgent = self.store_questions(tx, new, &mut heads).await?;
        for (question, by) in &urgent {
            let person = if let Actor::Person(person) = by { Some(person.clone()) } else { None };
            if let Some(rung) = alarm::ring(tx, question, person, self.now).await? {
                self.told.entry(rung.journal.clone()).or_default().push((by.clone(), rung));
            }
        }
        let mut rung = rungs(self.told.values().flatten().map(|(_, happening)| happening));
        for (name, mut head) in heads {
            if self.tallied.contains(&name) {
                head.tally += 1;
                rung.push(Rung { journal: name.clone(), stream: Stream::Tally, listener: None });
            }
            let told = self.told.remove(&name).unwrap_or_default();
            journal::write(tx, head, self.now, &told).await?;
        }
        let answers = self.answers.into_iter().map(|answer| answer.unwrap_or(Err(Error::Busy)));
        Ok((answers.collect(), rung))
    }

    async fn store_questions(
        &mut self,
        tx: &mut Tx,
        new: New<'_>,
        heads: &mut BTreeMap<Journal, Head>,
    ) -> Result<Vec<(Question, Actor)>> {
        let (mut rows, mut answers, mut urgent) = (Vec::new(), Vec::new(), Vec::new());
        for (id, (inquiry, asks)) in new {
            let name = Journal::from(&id);
            let head = heads.get_mut(&name).ok_or(Error::NotFound("journal"))?;
            let mut stored: BTreeMap<(&str, &str), Given> = BTreeMap::new();
            for (n, ask) in asks {
                // The same key a second time in this very batch is a replay of the first.
                if let Some(first) = stored.get(&(ask.key.scope.as_str(), ask.key.key.as_str())) {
                    self.answers[n] = Some(replay(first, &ask.key));
                    continue;
                }
                head.questions += 1;
                stored.insert((&ask.key.scope, &ask.key.key), kept(ask, inquiry.ordinal, head.questions));
                let question = Question {
                    number: head.questions,
                    state: State::Submitted,
                    version: 1,
                    asked_at: self.now,
                    changed_at: self.now,
                    ..ask.new.question.clone()
                };
                self.answers[n] = Some(Ok(Answer::Asked {
                    question: question.id.clone(),
                    ordinal: inquiry.ordinal,
                    number: question.number,
                    replayed: false,
                }));
                answers.push(kept(ask, inquiry.ordinal, question.number));
                let mut told = happening::question_changed(Kind::Submitted, None, &question, &Faces::default());
                told.after = happening::question_after(&question, Some(head.digest(&question.original)));
                self.told.entry(name.clone()).or_default().push((ask.actor.clone(), told));
                if question.urgent {
                    urgent.push((question.clone(), ask.actor.clone()));
                }
                rows.push(NewQuestion { question, ..ask.new.clone() });
            }
        }
        if !rows.is_empty() {
            questions::insert(tx, &rows);
            idempotency::keep(tx, &answers, self.now);
        }
        Ok(urgent)
    }
}

/// The facts that a second adds to the last one: none where it says nothing new; two where the device was heard and counts
/// from now on.
fn facts(second: &Second, last: &mut Last) -> Vec<Turn> {
    let is_given = last.turn % 2 == 1;
    let turns = match second.given {
        given if given != is_given => 1,
        true if second.counted && !last.counted => 2,
        _ => 0,
    };
    last.counted |= turns > 0 && second.given && second.counted;
    let counted = last.counted;
    let first = last.turn + 1;
    last.turn += turns;
    let fact = |turn| Turn { question: second.question.clone(), visitor: second.visitor.clone(), turn, counted };
    (first..=last.turn).map(fact).collect()
}

/// A second may be given where the question is public, or was and is now under another one. Nobody shares what nobody
/// may read: a sealed question takes none before it was seen on air.
fn takes_seconds(question: &Question) -> bool {
    !question.sealed && (question.state.takes_seconds() || question.state == State::Merged)
}

/// What is kept under an ask's key: enough to answer again, and no secret.
fn kept(ask: &Ask, ordinal: i64, number: i64) -> Given {
    Given {
        scope: ask.key.scope.clone(),
        key: ask.key.key.clone(),
        digest: ask.key.digest.clone(),
        status: 201,
        body: json!({ "question": ask.new.question.id, "ordinal": ordinal, "number": number }).to_string(),
    }
}

#[derive(serde::Deserialize)]
struct Kept {
    question: QuestionId,
    ordinal: i64,
    number: i64,
}

fn replay(given: &Given, key: &Key) -> Result<Answer> {
    if given.digest != key.digest {
        return Err(Error::KeyReused);
    }
    let Kept { question, ordinal, number } = serde_json::from_str(&given.body).map_err(crate::store::Error::from)?;
    Ok(Answer::Asked { question, ordinal, number, replayed: true })
}

fn digest(head: &Head, turns: &[Turn]) -> String {
    let heard = |it: &Turn| if it.counted { "" } else { " uncounted" };
    let facts: Vec<String> =
        turns.iter().map(|it| format!("{} {} {}{}", it.question, it.visitor, it.turn, heard(it))).collect();
    head.digest(&facts.join("\n"))
}

fn unique<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    items.into_iter().collect::<BTreeSet<T>>().into_iter().collect()
}
