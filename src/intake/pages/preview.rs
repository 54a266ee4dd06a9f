//! What leaves the house of a question, shown before it is sent: the words as others will read them, covered where they tell.

use crate::{
    domain::masking::{self, PersonalKind},
    pages::ask::{Preview, PreviewPart},
    text::clean::{clean, clean_line},
};

/// What everybody and the department will see, with personal data covered as the desk will be offered it.
pub fn preview(text: &str, name: &str, visibility: &str, is_minor: bool, to: Option<String>) -> Preview {
    let parts = covered(&clean(text), is_minor);
    let name = clean_line(name);
    Preview {
        public: parts.clone(),
        department: parts,
        is_private: visibility == "congress_only" || is_minor,
        by: Some(name).filter(|name| !name.is_empty() && visibility == "public"),
        to,
    }
}

fn covered(text: &str, is_minor: bool) -> Vec<PreviewPart> {
    let chars: Vec<char> = text.chars().collect();
    let plain = |from: usize, to: usize| PreviewPart { text: chars[from..to].iter().collect(), covered: false };
    let (mut parts, mut at) = (Vec::new(), 0);
    for found in if is_minor { masking::suggest_of_minor(text) } else { masking::suggest(text) } {
        if found.start > at {
            parts.push(plain(at, found.start));
        }
        parts.push(PreviewPart { text: covered_kind(found.kind).to_owned(), covered: true });
        at = found.end;
    }
    if at < chars.len() {
        parts.push(plain(at, chars.len()));
    }
    parts
}

/// What a covered stretch is called on the page.
fn covered_kind(kind: PersonalKind) -> &'static str {
    match kind {
        PersonalKind::Identity => "id_card",
        PersonalKind::Mobile | PersonalKind::Landline => "phone",
        PersonalKind::BankCard => "bank_card",
        PersonalKind::Email => "email",
        PersonalKind::Plate => "plate",
        PersonalKind::Dwelling => "address",
        PersonalKind::School => "school",
        PersonalKind::Name => "name",
        PersonalKind::Account => "other",
    }
}
