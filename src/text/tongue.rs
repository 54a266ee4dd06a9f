//! In which language something seems to be written: guessed from its letters, and always told as a guess.
//!
//! Libraries that guess languages know none of the scripts of the western provinces, so this one goes by scripts and by the
//! few letters that one language of a script has and its neighbours do not.

use crate::domain::words::words;

words! {
    /// A language, as far as letters tell it.
    Tongue {
        /// 中文.
        Chinese,
        /// 维吾尔文.
        Uyghur,
        /// 哈萨克文.
        Kazakh,
        /// 藏文.
        Tibetan,
        /// 蒙古文.
        Mongolian,
        /// 彝文.
        Yi,
        /// 朝鲜文.
        Korean,
        /// 日文.
        Japanese,
        /// 俄文.
        Russian,
        /// 阿拉伯文字.
        Arabic,
        /// 拉丁字母.
        Latin,
        /// Anything else.
        Other,
    }
}

/// Letters of Uyghur that Kazakh in Arabic letters does not write.
const UYGHUR: &str = "ېۈۆ";
/// Letters of Kazakh in Arabic letters that Uyghur does not write.
const KAZAKH: &str = "ٴٵٶٷٸۇّ";
/// Letters that both write and Arabic does not.
const TURKIC: &str = "ەۇۋڭگچپژ";
/// Letters of Kazakh in Cyrillic that Russian does not write.
const KAZAKH_CYRILLIC: &str = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";

impl Tongue {
    /// The language of most letters of a text; Chinese where there is nothing to tell by.
    pub fn guess(text: &str) -> Tongue {
        let mut counts = [0usize; Tongue::ALL.len()];
        for tongue in text.chars().filter_map(by_letter) {
            counts[tongue as usize] += 1;
        }
        // A Chinese sentence with a brand, an address or a number plate in it stays Chinese: one character is a word.
        counts[Tongue::Chinese as usize] *= 4;
        let most = Tongue::ALL.iter().copied().max_by_key(|tongue| counts[*tongue as usize]);
        match most.filter(|tongue| counts[*tongue as usize] > 0).unwrap_or(Tongue::Chinese) {
            Tongue::Chinese if counts[Tongue::Japanese as usize] > 0 => Tongue::Japanese,
            Tongue::Arabic => of_arabic_script(text),
            Tongue::Russian if has(text, KAZAKH_CYRILLIC) => Tongue::Kazakh,
            other => other,
        }
    }
}

fn by_letter(letter: char) -> Option<Tongue> {
    Some(match letter {
        '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3134f}' => Tongue::Chinese,
        '\u{3040}'..='\u{30ff}' => Tongue::Japanese,
        '\u{0600}'..='\u{06ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => Tongue::Arabic,
        '\u{0f00}'..='\u{0fff}' => Tongue::Tibetan,
        '\u{1800}'..='\u{18af}' => Tongue::Mongolian,
        '\u{a000}'..='\u{a4cf}' => Tongue::Yi,
        '\u{ac00}'..='\u{d7af}' | '\u{1100}'..='\u{11ff}' => Tongue::Korean,
        '\u{0400}'..='\u{04ff}' => Tongue::Russian,
        _ if letter.is_ascii_alphabetic() || ('\u{00c0}'..='\u{024f}').contains(&letter) => Tongue::Latin,
        _ if letter.is_alphabetic() => Tongue::Other,
        _ => return None,
    })
}

fn of_arabic_script(text: &str) -> Tongue {
    match () {
        () if has(text, UYGHUR) => Tongue::Uyghur,
        () if has(text, KAZAKH) && has(text, "ٴ") => Tongue::Kazakh,
        () if has(text, TURKIC) => Tongue::Uyghur,
        () => Tongue::Arabic,
    }
}

fn has(text: &str, letters: &str) -> bool {
    text.chars().any(|letter| letters.contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_the_languages_that_people_here_write() {
        for (text, tongue) in [
            ("柳岸小区3号楼的电梯老是坏", Tongue::Chinese),
            ("A区WiFi和ETC都坏了怎么办", Tongue::Chinese),
            ("138 0013 8000", Tongue::Chinese),
            ("بىنادىكى لىفىت ئۈچ ئايدىن بېرى بۇزۇق", Tongue::Uyghur),
            ("ٴبىزدىڭ ۇيدە سۋ جوق", Tongue::Kazakh),
            ("Біздің үйде су жоқ", Tongue::Kazakh),
            ("ཆུ་མི་འདུག", Tongue::Tibetan),
            ("ᠤᠰᠤ ᠦᠭᠡᠢ", Tongue::Mongolian),
            ("ꀊꂿ ꇁꃅ", Tongue::Yi),
            ("엘리베이터가 고장났어요", Tongue::Korean),
            ("エレベーターが壊れています", Tongue::Japanese),
            ("В доме нет воды", Tongue::Russian),
            ("المصعد معطل منذ شهور", Tongue::Arabic),
            ("The lift has been broken for months", Tongue::Latin),
            ("ไม่มีน้ำ", Tongue::Other),
        ] {
            assert_eq!(Tongue::guess(text), tongue, "{text}");
        }
    }
}
