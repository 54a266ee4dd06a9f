//! Happenings: every change of state as one journal line, and what each stream may hear of it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

mod alarms;
mod contests;
mod disclosures;
mod gates;
mod helms;
mod photos;
mod promised;
mod questions;
mod safety;
mod sendings;
mod signed;
mod spots;
mod translations;

pub use alarms::{alarm, alarm_after};
pub use contests::{contest, contest_after};
pub use disclosures::{list_opened, unsealed, unsealing_after};
pub use gates::{gate_after, gate_turned, hall_after, hall_declared};
pub use helms::{checked, helm_taken};
pub use photos::{photo, photo_after};
pub use promised::{
    agreed, captured, commitment_after, commitment_heard, commitment_moved, dispatched, evidence_kept, marked,
    stage_line,
};
pub use questions::{Faces, asker_line, desk_line, question_after, question_changed, removed, revealed};
pub use safety::{flat, flat_after, harassment, harassment_after};
pub use sendings::{
    morning_after, morning_fixed, scan_after, scan_kept, scan_opened, told, told_after, whose, whose_after,
};
pub use signed::{paper_opened, signed_off};
pub use spots::spot_judged;
pub use translations::{translated, translation_after};

use super::{
    id::{InquiryId, PersonId, VisitorId},
    inquiry::Inquiry,
    stream::Stream,
    words::words,
};

words! {
    /// What happened.
    Kind {
        /// A question was stored.
        Submitted,
        /// A moderator decided.
        Decided,
        /// A decision was taken back.
        Undone,
        /// A question went under another.
        Merged,
        /// It was taken out again.
        Unmerged,
        /// The asker added what was asked for.
        Completed,
        /// The asker wants another look.
        Appealed,
        /// Another person answered the appeal.
        AppealJudged,
        /// The asker took it back.
        Withdrawn,
        /// The asker rated answer and handling.
        Rated,
        /// The asker says that somebody makes trouble for it.
        Harassed,
        /// A supervisor has taken that up.
        HarassmentTaken,
        /// The asker was told what was done about it.
        HarassmentAnswered,
        /// A department asked for the flat number.
        FlatAsked,
        /// Its asker said yes or no.
        FlatAnswered,
        /// The asker sent a photo.
        PhotoSent,
        /// A moderator passed or refused it.
        PhotoJudged,
        /// The asker took it away.
        PhotoRemoved,
        /// Somebody of the staff wrote a translation beside the original.
        Translated,
        /// A batch of seconds was stored.
        Seconded,
        /// Somebody contests what is public.
        Contested,
        /// The desk answered them.
        ContestAnswered,
        /// A public text was put right, covered or taken down, because somebody contested it.
        Corrected,
        /// A contact was opened.
        Revealed,
        /// Something urgent rings.
        AlarmRung,
        /// Somebody took it.
        AlarmTaken,
        /// What was done is said, or it was rung by mistake.
        AlarmEnded,
        /// The door takes questions more slowly, not at all, or as always again.
        GateTurned,
        /// A network was declared as the hall's, or no longer is.
        HallDeclared,
        /// A moderator called the asker back.
        CalledBack,
        /// Name and contact of an asker were erased.
        ContactErased,
        /// Everything that an asker wrote was erased.
        WordsErased,
        /// An inquiry was made.
        InquiryMade,
        /// An inquiry changed its phase.
        PhaseChanged,
        /// What is planned for an inquiry changed.
        InquiryChanged,
        /// Questions that were sealed are public from now on.
        Unsealed,
        /// Somebody of the staff opened a sealed list.
        ListOpened,
        /// A file of another system came in.
        Imported,
        /// The running order changed.
        RundownChanged,
        /// An air text was written.
        AirWritten,
        /// An air text was approved by another person.
        AirApproved,
        /// A correction of words under the host's eyes was written.
        CorrectionWritten,
        /// Another person signed it: the words were put right.
        AirCorrected,
        /// A signed paper came in.
        SignedOff,
        /// Somebody opened it.
        PaperOpened,
        /// A question went on air.
        Taken,
        /// A take that was made by voice was entered afterwards.
        EnteredLate,
        /// It came off.
        Cleared,
        /// It was cut out of the delay.
        Dumped,
        /// It was retracted everywhere.
        Pulled,
        /// A deputy said on the spot what they think of the answer.
        SpotJudged,
        /// A message to host or studio.
        Messaged,
        /// A message was acknowledged.
        Acknowledged,
        /// A screen got its link, or the link was taken back.
        ScreenChanged,
        /// Another page of the gallery has the show.
        HelmTaken,
        /// Somebody looked at a point of the list before the show.
        Checked,
        /// A promise was caught.
        Captured,
        /// A promise moved on.
        CommitmentMoved,
        /// A department answered in writing.
        Answered,
        /// The written answer was read: it ends the question, or goes back.
        AnswerReviewed,
        /// A question was given to a department that owes it by a day.
        HandedOver,
        /// A department gave the order of a question back.
        GivenBack,
        /// An order got the office's own number.
        Dispatched,
        /// The sealed scan of an order was kept.
        ScanKept,
        /// Somebody opened a sealed scan.
        ScanOpened,
        /// Somebody was told of something.
        Told,
        /// The sheet of the morning after was fixed.
        MorningFixed,
        /// Something was sent in as evidence for a promise.
        EvidenceKept,
        /// A device of the public agreed with a finding.
        Agreed,
        /// A moment of the recording was marked.
        Marked,
        /// A notice on working days was brought in.
        CalendarImported,
        /// Something of the house: a person, grant or department.
        HouseChanged,
    }
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// Somebody of the staff.
    Person(PersonId),
    /// A device of the public.
    Visitor(VisitorId),
    /// The house itself, by a deadline or a rule.
    House,
}

impl Actor {
    /// The kind of actor, as the journal writes it.
    pub fn kind(&self) -> &'static str {
        match self {
            Actor::Person(_) => "person",
            Actor::Visitor(_) => "visitor",
            Actor::House => "house",
        }
    }

    /// The actor's id; empty for the house.
    pub fn id(&self) -> &str {
        match self {
            Actor::Person(id) => id.as_str(),
            Actor::Visitor(id) => id.as_str(),
            Actor::House => "",
        }
    }
}

/// What one stream hears of a happening.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// Which stream.
    pub stream: Stream,
    /// Whose mailbox, for the mailbox stream.
    pub listener: Option<VisitorId>,
    /// The line's body, one JSON value.
    pub body: Value,
}

/// One change of state: a journal line to be, with what the streams hear of it.
///
/// `after` holds ids, codes and salted digests only, never a text, a name or a contact: erasing a person breaks no chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// Whose journal it goes to.
    pub journal: Journal,
    /// What happened.
    pub kind: Kind,
    /// To what: `question`, `inquiry`, `rundown`, `commitment`, ...
    pub subject_kind: &'static str,
    /// To which.
    pub subject: String,
    /// The state before.
    pub from: Option<String>,
    /// The state after.
    pub to: Option<String>,
    /// The reason code.
    pub why: Option<String>,
    /// What the subject is afterwards, absolutely: replaying the last line of each subject rebuilds it.
    pub after: Value,
    /// Who hears what.
    pub heard: Vec<Heard>,
}

impl Happening {
    /// Whether the tally of public questions may be another one after it: a question came, left, or went under another.
    pub fn moves_tally(&self) -> bool {
        let is_merge = [&self.from, &self.to].into_iter().any(|state| state.as_deref() == Some("merged"));
        let is_public = self.heard.iter().any(|heard| heard.stream == Stream::Public);
        self.subject_kind == "question" && (is_merge || is_public)
    }
}

/// A journal: one for each inquiry, and one for the house.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Journal(pub String);

impl Journal {
    /// The journal of facts that belong to no inquiry.
    pub fn house() -> Self {
        Self("house".into())
    }
}

impl From<&InquiryId> for Journal {
    fn from(id: &InquiryId) -> Self {
        Self(id.0.clone())
    }
}

/// What replay needs of an inquiry.
pub fn inquiry_after(inquiry: &Inquiry) -> Value {
    json!({ "phase": inquiry.phase, "interruption": inquiry.interruption, "version": inquiry.version })
}

/// The inquiry went to another phase; everybody hears it.
pub fn phase_changed(before: &Inquiry, now: &Inquiry) -> Happening {
    let body = json!({
        "kind": "phase", "phase": now.phase, "interruption": now.interruption, "sentence": now.sentence, "version": now.version,
    });
    let hear = |stream| Heard { stream, listener: None, body: body.clone() };
    Happening {
        journal: Journal::from(&now.id),
        kind: Kind::PhaseChanged,
        subject_kind: "inquiry",
        subject: now.id.0.clone(),
        from: Some(before.phase.word()),
        to: Some(now.phase.word()),
        why: None,
        after: inquiry_after(now),
        heard: vec![hear(Stream::Public), hear(Stream::Desk), hear(Stream::Stage)],
    }
}

/// A batch of seconds: facts of their own, one line with their number and digest.
pub fn seconded(inquiry: &InquiryId, count: usize, digest: String) -> Happening {
    Happening {
        journal: Journal::from(inquiry),
        kind: Kind::Seconded,
        subject_kind: "seconds",
        subject: inquiry.0.clone(),
        from: None,
        to: None,
        why: None,
        after: json!({ "count": count, "digest": digest }),
        heard: vec![],
    }
}
