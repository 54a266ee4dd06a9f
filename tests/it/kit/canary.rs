//! Canaries: words that are in nothing but what must not get out, and the search for them.

use std::collections::{BTreeSet, HashMap};

/// What a canary was put into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cage {
    /// The asker's words.
    Original,
    /// The asker's title.
    Title,
    /// The place.
    Place,
    /// The flat number.
    Flat,
    /// A telephone number within the asker's words.
    TypedPhone,
    /// The form of address, where the asker is shielded.
    Name,
    /// The contact.
    Contact,
    /// The number by which the asker's identity was confirmed.
    Proof,
    /// The account by which it was confirmed elsewhere.
    Account,
    /// A note among the staff.
    Note,
    /// What the asker added.
    Completion,
    /// Why the asker wants another look.
    Appeal,
    /// What the asker says of trouble made.
    Harassment,
    /// The asker's words about the answer.
    Rating,
    /// Why a contact was opened.
    Reveal,
    /// What was done about something urgent.
    Done,
    /// What will be shown over the picture.
    Air,
    /// What the director tells host or studio.
    Message,
    /// A promise that nobody has confirmed.
    Caught,
    /// A text among supervisor and parties of a promise.
    Internal,
    /// Why a citizen objects.
    Objection,
    /// What a department may read of a question.
    Order,
    /// A written answer that nobody has accepted.
    Answer,
    /// Ten digits of a receipt.
    Receipt,
    /// The long secret of a receipt.
    Secret,
    /// Somebody's token.
    Token,
}

/// The texts among them, by the word that stands before the bird.
const BIRDS: [(&str, Cage); 20] = [
    ("原文", Cage::Original),
    ("标题", Cage::Title),
    ("地点", Cage::Place),
    ("门牌", Cage::Flat),
    ("称呼", Cage::Name),
    ("账号", Cage::Account),
    ("备注", Cage::Note),
    ("补充", Cage::Completion),
    ("复核", Cage::Appeal),
    ("为难", Cage::Harassment),
    ("评语", Cage::Rating),
    ("理由", Cage::Reveal),
    ("处置", Cage::Done),
    ("上屏", Cage::Air),
    ("口信", Cage::Message),
    ("待核", Cage::Caught),
    ("内部", Cage::Internal),
    ("异议", Cage::Objection),
    ("交办", Cage::Order),
    ("书面", Cage::Answer),
];

impl Cage {
    /// The canary in this cage of the `n`th question.
    pub fn canary(self, n: usize) -> String {
        match self {
            Cage::TypedPhone => format!("1381111{n:04}"),
            Cage::Contact => format!("1392222{n:04}"),
            Cage::Proof => format!("1373333{n:04}"),
            _ => {
                let (word, _) = BIRDS.iter().find(|(_, cage)| *cage == self).expect("it is a text");
                format!("{word}雀{n}雀")
            }
        }
    }
}

/// What is known to be secret and looks like nothing else.
#[derive(Default)]
pub struct Aviary {
    known: HashMap<String, Cage>,
}

impl Aviary {
    /// This text is secret as well: a receipt, a secret or a token.
    pub fn keep(&mut self, text: &str, cage: Cage) {
        self.known.insert(text.to_owned(), cage);
    }

    /// Every canary in a text, by what it was put into, with the number of its question where it has one.
    pub fn found_in(&self, text: &str) -> BTreeSet<(Cage, String)> {
        let mut found = BTreeSet::new();
        for (at, _) in text.match_indices('雀') {
            let named = BIRDS.iter().find(|(word, _)| text[..at].ends_with(word));
            if let Some((_, cage)) = named {
                let number: String = text[at + '雀'.len_utf8()..].chars().take_while(char::is_ascii_digit).collect();
                found.insert((*cage, number));
            }
        }
        for (prefix, cage) in [("1381111", Cage::TypedPhone), ("1392222", Cage::Contact), ("1373333", Cage::Proof)] {
            for (at, _) in text.match_indices(prefix) {
                let number: String = text[at + prefix.len()..].chars().take(4).collect();
                // A log's own figures may begin like a telephone number and end before it does.
                if number.len() == 4 && number.chars().all(|digit| digit.is_ascii_digit()) {
                    found.insert((cage, number.trim_start_matches('0').to_owned()));
                }
            }
        }
        // Receipts, secrets and tokens stand between characters that they do not hold themselves.
        for word in text.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_')) {
            if let Some(cage) = self.known.get(word) {
                found.insert((*cage, word.to_owned()));
            }
        }
        found
    }
}

#[test]
fn a_canary_is_found_wherever_it_sits() {
    let mut aviary = Aviary::default();
    aviary.keep("0123456789", Cage::Receipt);

    let found = aviary.found_in("<p>他说:原文雀12雀</p> tel=13922220007; uri=/r/0123456789?x 标题 雀 0.01381111\n2026");

    let expected = [(Cage::Original, "12"), (Cage::Contact, "7"), (Cage::Receipt, "0123456789")];
    assert_eq!(found, expected.map(|(cage, text)| (cage, text.to_owned())).into());
}
