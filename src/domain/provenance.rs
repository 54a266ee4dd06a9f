//! Who asks: where a question came from, told wherever the question is shown, and never changed.

use super::words::words;

words! {
    /// Where a question came from.
    #[derive(Default)]
    Provenance {
        /// 群众: written by a visitor at the public door.
        #[default]
        Web,
        /// 热线: somebody called.
        Hotline,
        /// 代表: a deputy brought it.
        Deputy,
        /// 节目组: the programme found it.
        Programme,
        /// 暗访: seen by people who did not say who they were.
        Undercover,
        /// 评论: written under a video of 视频号 or 抖音, which no open way leads out of.
        Comment,
        /// 来信、纸条: written on paper.
        Paper,
    }
}

impl Provenance {
    /// What somebody of the staff may type in: everything but what visitors write themselves.
    pub fn typed_in() -> impl Iterator<Item = Provenance> {
        Self::ALL.iter().copied().filter(|one| *one != Provenance::Web)
    }

    /// What a source's own name tells: a word of the list, and any other name is a hotline's, whose files are taken in.
    pub fn of_source(name: &str) -> Provenance {
        Self::of(name).filter(|one| *one != Provenance::Web).unwrap_or(Provenance::Hotline)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_a_hotlines_unless_its_source_is_a_word_of_the_list() {
        assert_eq!(Provenance::of_source("12345平台"), Provenance::Hotline);
        assert_eq!(Provenance::of_source("comment"), Provenance::Comment);
        // Nobody types in what the public wrote, and no file is the public's.
        assert_eq!(Provenance::of_source("web"), Provenance::Hotline);
        assert!(Provenance::typed_in().all(|one| one != Provenance::Web));
    }

    #[test]
    fn what_the_migration_knows_is_the_list() {
        let migration = include_str!("../../migrations/0008_provenance_and_alarms.sql");
        for one in Provenance::ALL {
            assert!(migration.contains(&format!("'{}'", one.word())), "{one:?}");
        }
    }
}
