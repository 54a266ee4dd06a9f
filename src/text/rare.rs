//! 生僻字: characters that a font may lack, so that a viewer would see a box where a name should stand.

use std::collections::BTreeSet;

/// The rare characters of these texts, each once, in the order of their numbers: it tells nothing of the texts.
pub fn rare<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<char> {
    let found: BTreeSet<char> = texts.into_iter().flat_map(str::chars).filter(|char| is_rare(*char)).collect();
    found.into_iter().collect()
}

/// Whether a font made for Chinese may lack it: everything outside Latin and GB 2312, the set that each of them has.
fn is_rare(char: char) -> bool {
    let is_common = matches!(char, '\u{21}'..='\u{17f}' | '\u{2010}'..='\u{2027}') || is_of_gb2312(char);
    !is_common && !char.is_whitespace()
}

fn is_of_gb2312(char: char) -> bool {
    let mut utf8 = [0; 4];
    let (bytes, _, is_lost) = encoding_rs::GBK.encode(char.encode_utf8(&mut utf8));
    // GBK keeps GB 2312 where it was: both bytes from A1, the first up to F7.
    !is_lost && matches!(*bytes, [0xa1..=0xf7, 0xa1..=0xfe])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_chinese_font_has_is_not_rare() {
        assert_eq!(rare(["柳岸小区3号楼的电梯（EV-3）——“什么时候”修好？10％，100㎡以内", "hǎo jiàn"]), ['㎡']);
    }

    #[test]
    fn names_with_rare_characters_are_found_once_and_in_no_order_of_the_text() {
        assert_eq!(rare(["喆堃", "堃𠮷🛗", "电梯"]), ['喆', '堃', '🛗', '𠮷']);
    }
}
