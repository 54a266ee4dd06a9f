//! 照片: what an asker sends with a question; a moderator passes or refuses it, and its asker may take it away.

use super::{
    id::{InquiryId, PersonId, PhotoId, QuestionId},
    moment::Moment,
    refusal::Refusal,
    words::words,
};

/// The most photos of one question.
pub const MOST_PHOTOS: usize = 3;
/// The most that may be sent for one question, those that were taken away counted too.
pub const MOST_SENT: usize = 9;

words! {
    /// Where a photo stands.
    PhotoState {
        /// Nobody but the desk sees it.
        Waiting,
        /// Whoever may read the question sees it.
        Passed,
        /// A moderator keeps it from everybody but the desk.
        Refused,
        /// Its asker took it away: there is no file any more.
        Removed,
    }
}

/// A photo of a question. The file lies on the shelf under its id.
#[derive(Clone, Debug, PartialEq, sqlx::FromRow)]
pub struct Photo {
    /// Its id.
    pub id: PhotoId,
    /// Of which question.
    pub question: QuestionId,
    /// In which inquiry.
    pub inquiry: InquiryId,
    /// Where it stands.
    pub state: PhotoState,
    /// SHA-256 of the file as it was sent.
    pub sha256: String,
    /// In pixels.
    pub width: i64,
    /// In pixels.
    pub height: i64,
    /// Of the file that is kept.
    pub bytes: i64,
    /// When it was sent.
    pub sent_at: Moment,
    /// Who judged it last.
    pub judged_by: Option<PersonId>,
    /// Rises by one with each change.
    pub version: i64,
}

impl Photo {
    /// Refuses a writer who saw another version.
    pub fn must_be(&self, seen: i64) -> Result<(), Refusal> {
        if self.version == seen { Ok(()) } else { Err(Refusal::Stale) }
    }

    /// The photo as judged by a moderator, who may think better of it.
    pub fn judge(&self, passes: bool, by: &PersonId) -> Result<Photo, Refusal> {
        let state = if passes { PhotoState::Passed } else { PhotoState::Refused };
        if self.state == state || self.state == PhotoState::Removed {
            return Err(Refusal::WrongState);
        }
        Ok(Photo { state, judged_by: Some(by.clone()), version: self.version + 1, ..self.clone() })
    }

    /// The photo as taken away by its asker.
    pub fn remove(&self) -> Result<Photo, Refusal> {
        if self.state == PhotoState::Removed {
            return Err(Refusal::WrongState);
        }
        Ok(Photo { state: PhotoState::Removed, version: self.version + 1, ..self.clone() })
    }
}

/// Whether one more photo may be sent beside these.
pub fn takes_one_more(sent: &[Photo]) -> bool {
    sent.len() < MOST_SENT && sent.iter().filter(|photo| photo.state != PhotoState::Removed).count() < MOST_PHOTOS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent() -> Photo {
        Photo {
            id: PhotoId::from("p"),
            question: QuestionId::from("q"),
            inquiry: InquiryId::from("i"),
            state: PhotoState::Waiting,
            sha256: "0".into(),
            width: 4,
            height: 3,
            bytes: 9,
            sent_at: Moment(1),
            judged_by: None,
            version: 1,
        }
    }

    #[test]
    fn a_photo_is_passed_or_refused_until_its_asker_takes_it_away() {
        let mo = PersonId::from("m");

        let passed = sent().judge(true, &mo).expect("it can be passed");

        assert_eq!((passed.state, passed.version), (PhotoState::Passed, 2));
        assert_eq!(passed.judge(true, &mo), Err(Refusal::WrongState));
        assert_eq!(passed.judge(false, &mo).map(|it| it.state), Ok(PhotoState::Refused));
        let gone = passed.remove().expect("its asker may");
        assert_eq!((gone.judge(true, &mo), gone.remove()), (Err(Refusal::WrongState), Err(Refusal::WrongState)));
    }

    #[test]
    fn three_at_a_time_and_nine_in_all() {
        let gone = || Photo { state: PhotoState::Removed, ..sent() };

        assert!(takes_one_more(&[sent(), sent()]) && !takes_one_more(&[sent(), sent(), sent()]));
        assert!(takes_one_more(&[sent(), gone(), sent()]));
        assert!(!takes_one_more(&(0..9).map(|_| gone()).collect::<Vec<_>>()));
    }
}
