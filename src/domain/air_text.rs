//! 上屏文: the words that viewers read, written by one person and approved by another.

use super::{
    id::{PersonId, QuestionId},
    moment::Moment,
    pair::Pair,
    question::Question,
    refusal::Refusal,
};

/// The most characters of an air text, in Unicode scalars after trimming: what the prompter and the full screen hold.
pub const AIR_CHARS: usize = 80;

/// The air text of a question. One text at a time: a new one has to be approved anew.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct AirText {
    /// Whose text.
    pub question: QuestionId,
    /// The words.
    pub text: String,
    /// Who wrote them.
    pub written_by: PersonId,
    /// When.
    pub written_at: Moment,
    /// Who approved them.
    pub approved_by: Option<PersonId>,
    /// When.
    pub approved_at: Option<Moment>,
    /// Why the writer approved alone; none where another person did.
    pub alone: Option<String>,
    /// Who looked afterwards at what was approved alone.
    pub countersigned_by: Option<PersonId>,
    /// When.
    pub countersigned_at: Option<Moment>,
    /// Words that are to stand in their place once another person has signed them; until then nothing changes.
    pub correction: Option<String>,
    /// Who wrote those.
    pub correction_by: Option<PersonId>,
    /// When.
    pub correction_at: Option<Moment>,
    /// When the words were last put right under the host's eyes.
    pub corrected_at: Option<Moment>,
}

impl AirText {
    /// New words, approved by nobody yet.
    pub fn written(question: QuestionId, text: String, by: PersonId, now: Moment) -> Self {
        Self {
            question,
            text,
            written_by: by,
            written_at: now,
            approved_by: None,
            approved_at: None,
            alone: None,
            countersigned_by: None,
            countersigned_at: None,
            correction: None,
            correction_by: None,
            correction_at: None,
            corrected_at: None,
        }
    }

    /// The desk's public text as it stands, signed by who wrote it there; none where it is too long for the air.
    pub fn of_desk(question: &Question, author: &PersonId, written_at: Moment) -> Option<Self> {
        let text = question.public_text.as_deref()?.trim();
        let holds = (1..=AIR_CHARS).contains(&text.chars().count());
        holds.then(|| Self::written(question.id.clone(), text.to_owned(), author.clone(), written_at))
    }

    /// Whether these are the desk's public words, unchanged.
    pub fn is_as_published(&self, question: &Question) -> bool {
        question.public_text.as_deref().map(str::trim) == Some(self.text.as_str())
    }

    /// Whether it may go on air.
    pub fn is_approved(&self) -> bool {
        self.approved_by.is_some()
    }

    /// What replay needs of it: who stands behind which words, and no word.
    pub fn after(&self, digest: impl Fn(&str) -> String) -> serde_json::Value {
        let mut after = serde_json::json!({
            "text": digest(&self.text), "written_by": self.written_by, "approved_by": self.approved_by,
            "alone": self.alone.is_some(), "countersigned_by": self.countersigned_by,
        });
        // Lines from before there were corrections stay true.
        if let Some(correction) = &self.correction {
            after["correction"] = digest(correction).into();
            after["correction_by"] = serde_json::json!(self.correction_by);
        }
        if self.corrected_at.is_some() {
            after["corrected_at"] = serde_json::json!(self.corrected_at);
        }
        after
    }

    /// Other words for what the host may be reading: they wait for another person, and the present words stay meanwhile.
    pub fn correct(&self, text: String, by: &PersonId, now: Moment) -> Result<AirText, Refusal> {
        if !self.is_approved() {
            return Err(Refusal::WrongState);
        }
        let (correction, by) = (Some(text), Some(by.clone()));
        Ok(Self { correction, correction_by: by, correction_at: Some(now), ..self.clone() })
    }

    /// The correction in place of the words, signed by another person or by its writer with a reason.
    fn corrected(
        &self,
        text: &str,
        writer: &PersonId,
        by: &PersonId,
        alone: Option<&str>,
        now: Moment,
    ) -> Result<AirText, Refusal> {
        let alone = Pair::AirText.sign(&[writer], by, alone)?.reason();
        let written_at = self.correction_at.unwrap_or(now);
        let text = Self::written(self.question.clone(), text.to_owned(), writer.clone(), written_at);
        Ok(Self { approved_by: Some(by.clone()), approved_at: Some(now), alone, corrected_at: Some(now), ..text })
    }

    /// Whether one person alone stands behind it so far.
    pub fn lacks_countersign(&self) -> bool {
        self.alone.is_some() && self.countersigned_by.is_none()
    }

    /// The text approved by another person, or by its writer with a reason; what was approved alone is countersigned.
    pub fn approve(&self, by: &PersonId, alone: Option<&str>, now: Moment) -> Result<AirText, Refusal> {
        if let (Some(text), Some(writer)) = (&self.correction, &self.correction_by) {
            return self.corrected(text, writer, by, alone, now);
        }
        let mut next = self.clone();
        if self.lacks_countersign() {
            let stood: Vec<&PersonId> =
                [Some(&self.written_by), self.approved_by.as_ref()].into_iter().flatten().collect();
            Pair::AirText.countersign(&stood, by)?;
            (next.countersigned_by, next.countersigned_at) = (Some(by.clone()), Some(now));
            return Ok(next);
        }
        if self.is_approved() {
            return Err(Refusal::WrongState);
        }
        next.alone = Pair::AirText.sign(&[&self.written_by], by, alone)?.reason();
        (next.approved_by, next.approved_at) = (Some(by.clone()), Some(now));
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> AirText {
        AirText::written("q".into(), "电梯何时修好？".into(), "a".into(), Moment(1))
    }

    #[test]
    fn a_text_is_approved_by_another_person() {
        let (a, b) = (PersonId::from("a"), PersonId::from("b"));
        assert_eq!(written().approve(&a, None, Moment(2)), Err(Refusal::SamePerson));

        let approved = written().approve(&b, Some("没人"), Moment(2)).expect("another person may");

        assert!(approved.is_approved() && !approved.lacks_countersign());
        assert_eq!(approved.alone, None);
        assert_eq!(approved.approve(&a, None, Moment(3)), Err(Refusal::WrongState));
    }

    #[test]
    fn words_under_the_hosts_eyes_change_only_when_another_person_signs_the_correction() {
        let (a, b, c) = (PersonId::from("a"), PersonId::from("b"), PersonId::from("c"));
        assert_eq!(
            written().correct("别的".into(), &c, Moment(2)),
            Err(Refusal::WrongState),
            "nothing is approved yet"
        );
        let approved = written().approve(&b, None, Moment(2)).expect("another person may");

        let waiting = approved.correct("3号楼电梯何时修好？".into(), &c, Moment(3)).expect("it can be put right");

        assert_eq!((waiting.text.as_str(), waiting.is_approved()), ("电梯何时修好？", true));
        assert_eq!(waiting.approve(&c, None, Moment(4)), Err(Refusal::SamePerson));
        let corrected = waiting.approve(&a, None, Moment(4)).expect("another person signs");
        assert_eq!((corrected.text.as_str(), &corrected.written_by), ("3号楼电梯何时修好？", &c));
        assert_eq!((corrected.correction, corrected.corrected_at, corrected.alone), (None, Some(Moment(4)), None));
        let alone = waiting.approve(&c, Some("只有我"), Moment(4)).expect("alone, with a reason");
        assert!(alone.lacks_countersign());
    }

    #[test]
    fn what_one_person_approved_alone_is_shown_until_countersigned() {
        let (a, b) = (PersonId::from("a"), PersonId::from("b"));

        let alone = written().approve(&a, Some("今晚只有我一个人"), Moment(2)).expect("alone, with a reason");

        assert!(alone.is_approved() && alone.lacks_countersign());
        assert_eq!(alone.approve(&a, None, Moment(3)), Err(Refusal::SamePerson));
        let both = alone.approve(&b, None, Moment(3)).expect("another person countersigns");
        assert!(!both.lacks_countersign());
        assert_eq!(both.countersigned_by, Some(b));
    }
}
