//! What in a Chinese text could tell on a person: suggestions for the moderator's eye, and the text with them masked.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::words::words;

mod named;
mod numbers;
mod people;
mod school;

/// What stands in the place of something masked.
pub const MASK: &str = "***";

words! {
    /// What kind of thing tells on a person.
    PersonalKind {
        /// 身份证号.
        Identity,
        /// 手机号.
        Mobile,
        /// 座机号.
        Landline,
        /// 银行卡号.
        BankCard,
        /// 邮箱.
        Email,
        /// 车牌号.
        Plate,
        /// 门牌: down to the flat.
        Dwelling,
        /// 微信、QQ号.
        Account,
        /// 学校和班级, in what a child wrote.
        School,
        /// 姓名 in a list of signatures or beside a number.
        Name,
    }
}

/// A place in a text, in Unicode scalars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Found {
    /// The first scalar.
    pub start: usize,
    /// Behind the last scalar.
    pub end: usize,
    /// What it seems to be.
    pub kind: PersonalKind,
}

/// Everything in `text` that looks personal, in reading order, none overlapping. A suggestion: a person decides.
pub fn suggest(text: &str) -> Vec<Found> {
    let letters: Vec<char> = text.chars().map(half_width).collect();
    let mut found: Vec<Found> = vec![];
    let mut at = 0;
    while at < letters.len() {
        match at_start(&letters, at) {
            Some((span, kind)) => {
                at = span.end;
                found.push(Found { start: span.start, end: span.end, kind });
            }
            None => at += 1,
        }
    }
    found.extend(people::names(&letters, &found));
    found.sort_by_key(|span| span.start);
    found
}

/// The same for what a child wrote: which school and class they go to tells on them as well.
pub fn suggest_of_minor(text: &str) -> Vec<Found> {
    let letters: Vec<char> = text.chars().map(half_width).collect();
    let mut found = suggest(text);
    for span in school::all(&letters) {
        if !found.iter().any(|it| it.start < span.end && span.start < it.end) {
            found.push(Found { start: span.start, end: span.end, kind: PersonalKind::School });
        }
    }
    found.sort_by_key(|found| found.start);
    found
}

/// Whether a text names somebody who could be recognised: by name, or by family name and post.
pub fn names_somebody(text: &str) -> bool {
    names_by_post(text) || suggest(text).iter().any(|found| found.kind == PersonalKind::Name)
}

/// Whether a family name stands before a post in it: 王经理.
pub fn names_by_post(text: &str) -> bool {
    let letters: Vec<char> = text.chars().map(half_width).collect();
    people::titled(&letters)
}

/// The text with each span replaced by [`MASK`]; spans may touch, overlap or run over the end.
pub fn mask(text: &str, spans: &[Found]) -> String {
    let mut spans: Vec<Range<usize>> =
        spans.iter().map(|found| found.start..found.end).filter(|span| !span.is_empty()).collect();
    spans.sort_by_key(|span| span.start);
    let (mut masked, mut hidden_to) = (String::with_capacity(text.len()), 0);
    let mut spans = spans.into_iter().peekable();
    for (at, c) in text.chars().enumerate() {
        while let Some(span) = spans.next_if(|span| span.start <= at) {
            // Spans that overlap are one.
            if at >= hidden_to {
                masked.push_str(MASK);
            }
            hidden_to = hidden_to.max(span.end);
        }
        if at >= hidden_to {
            masked.push(c);
        }
    }
    masked
}

/// A place as far as its building, and the flat that was written behind it: the two are kept apart.
pub fn apart(place: &str) -> (String, Option<String>) {
    let letters: Vec<char> = place.chars().collect();
    let dwelling = suggest(place).into_iter().find(|found| found.kind == PersonalKind::Dwelling);
    let Some(Found { start, end, .. }) = dwelling else { return (place.to_owned(), None) };
    let text = |letters: &[char]| letters.iter().collect::<String>();
    let without = text(&letters[..named::building_end(&letters, start, end)]) + &text(&letters[end..]);
    (without.trim().to_owned(), Some(text(&letters[start..end])))
}

/// What begins at `at`; the strictest pattern first.
fn at_start(letters: &[char], at: usize) -> Option<(Range<usize>, PersonalKind)> {
    let number = || numbers::at_start(letters, at);
    let named = |end: Option<usize>, kind| end.map(|end| (at..end, kind));
    named(named::email(letters, at), PersonalKind::Email)
        .or_else(|| named(named::dwelling(letters, at), PersonalKind::Dwelling))
        .or_else(|| named::account(letters, at).map(|span| (span, PersonalKind::Account)))
        .or_else(|| number().map(|(end, kind)| (at..end, kind)))
        .or_else(|| named(named::plate(letters, at), PersonalKind::Plate))
}

fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{2010}'..='\u{2015}' => '-',
        _ => c,
    }
}

/// A digit in figures or, read out one by one, in Chinese.
fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '零' | '〇' => Some(0),
        '幺' => Some(1),
        _ => "一二三四五六七八九".chars().position(|one| one == c).map(|place| place as u8 + 1),
    }
}

/// Whether one of `words` stands within `reach` scalars before `at`.
fn is_led_by(letters: &[char], at: usize, reach: usize, words: &[&str]) -> bool {
    let before: String = letters[at.saturating_sub(reach)..at].iter().collect();
    words.iter().any(|word| before.contains(word))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<(String, PersonalKind)> {
        let letters: Vec<char> = text.chars().collect();
        suggest(text).into_iter().map(|found| (letters[found.start..found.end].iter().collect(), found.kind)).collect()
    }

    #[test]
    fn what_tells_on_a_person_is_found() {
        use PersonalKind::*;
        let cases = [
            ("请打13800138000找我", "13800138000", Mobile),
            ("电话：138-0013-8000。", "138-0013-8000", Mobile),
            ("手机 138 0013 8000 随时", "138 0013 8000", Mobile),
            ("致电+86 13800138000", "+86 13800138000", Mobile),
            ("致电0086-138-0013-8000", "0086-138-0013-8000", Mobile),
            ("１３８００１３８０００", "１３８００１３８０００", Mobile),
            ("号码幺三八零零幺三八零零零谢谢", "幺三八零零幺三八零零零", Mobile),
            ("打13800138000 2026年还没人接", "13800138000", Mobile),
            ("座机0799-2345678没人接", "0799-2345678", Landline),
            ("（0799）23456789", "（0799）23456789", Landline),
            ("010 62345678", "010 62345678", Landline),
            ("家里电话是2345678", "2345678", Landline),
            ("致电010-12345678转", "010-12345678", Landline),
            ("总机010-65980408-8001找他", "010-65980408-8001", Landline),
            ("+86 20 61302222", "+86 20 61302222", Landline),
            ("我的电话号是(541) 754-3010。", "(541) 754-3010", Landline),
            ("联系电话: 83792841", "83792841", Landline),
            ("身份证号130503670401001", "130503670401001", Identity),
            ("身份证11010519491231002X", "11010519491231002X", Identity),
            ("我是110105194912310021号", "", Identity),
            ("身份证号110105194912310021", "110105194912310021", Identity),
            ("卡号6222 0212 3456 7890 128", "6222 0212 3456 7890 128", BankCard),
            ("卡号6222 0212 3456 7890 127", "", BankCard),
            ("老王(13800138000)说的", "13800138000", Mobile),
            ("打到4111 1111 1111 1111", "4111 1111 1111 1111", BankCard),
            ("发到zhang.san_88@example.com.cn。", "zhang.san_88@example.com.cn", Email),
            ("车牌京A·12345堵门", "京A·12345", Plate),
            ("粤B12345D占道", "粤B12345D", Plate),
            ("赣J88F66一直停", "赣J88F66", Plate),
            ("住在柳岸3号楼2单元1203室", "3号楼2单元1203室", Dwelling),
            ("三栋二单元五零二", "三栋二单元五零二", Dwelling),
            ("我家12栋1203漏水", "12栋1203", Dwelling),
            ("A座1508户", "A座1508户", Dwelling),
            ("柳岸3-2-1203漏水", "3-2-1203", Dwelling),
            ("楼上1203室太吵", "1203室", Dwelling),
            ("微信号是wang_88abc", "wang_88abc", Account),
            ("加我微信：lisi2026", "lisi2026", Account),
            ("vx zhao-liu66", "zhao-liu66", Account),
            ("QQ：88886666", "88886666", Account),
            ("qq群号123456789", "123456789", Account),
        ];
        for (text, found, kind) in cases {
            let expected = if found.is_empty() { vec![] } else { vec![(found.to_owned(), kind)] };
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn ordinary_sentences_are_left_alone() {
        let sentences = [
            "我打过12345，也打过110、119和120，没有用。",
            "热线96333、400-820-8820都说不归他们管。",
            "2026年10月20日前完成，9月24日20:00直播。",
            "20260924那天停水，2026-09-24 08:30恢复。",
            "投资13800000000元，另有1.5亿元没到位。",
            "物业费每平方米1.25元，一共收了123456.78元。",
            "柳岸小区3号楼电梯又停了，5栋6栋也一样。",
            "三室两厅的房子，3室2厅，每户200元。",
            "受理编号2026092400001234没有回复。",
            "国办发〔2025〕7号文件第十二条。",
            "微信支付100000元，微信里没人回，QQ上也没人。",
            "2018.08.09–2018.08.12停水，16-04-2010不是门牌，共23栋6578套。",
            "我打电话问了，20180812那天答复说投资18112525462.26元。",
            "电话400-860-8608打不通，打电话投诉3次。",
            "一九九八年建的，二〇二六年还没修，一二三四五楼都漏。",
            "京A级景区，苏B级车间，川A开头的车牌很多。",
            "101路公交和G1503次列车都晚点，K123456不是车牌。",
            "请在2号楼前10米处停车，3-5个人排队，1-2-3级台阶。",
            "",
        ];
        for text in sentences {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn what_was_found_is_masked_and_nothing_else() {
        let text = "王家住3号楼2单元1203室，电话13800138000，微信wang88abc。";
        assert_eq!(mask(text, &suggest(text)), "王家住***，电话***，微信***。");
    }

    #[test]
    fn a_place_ends_with_its_building_and_the_flat_stands_apart() {
        let cases = [
            ("柳岸小区3号楼2单元1203室", "柳岸小区3号楼", Some("3号楼2单元1203室")),
            ("柳岸12栋1203", "柳岸12栋", Some("12栋1203")),
            ("柳岸3-2-1203", "柳岸", Some("3-2-1203")),
            ("柳岸小区3号楼", "柳岸小区3号楼", None),
            ("1203室", "", Some("1203室")),
            ("河西路口", "河西路口", None),
        ];
        for (place, estate, flat) in cases {
            assert_eq!(apart(place), (estate.to_owned(), flat.map(str::to_owned)), "{place}");
        }
    }

    #[test]
    fn spans_of_any_shape_are_masked_without_a_panic() {
        let span = |start, end| Found { start, end, kind: PersonalKind::Mobile };
        assert_eq!(mask("甲乙丙丁戊", &[span(3, 99), span(0, 2), span(1, 3), span(2, 2)]), "******");
        assert_eq!(mask("甲乙丙", &[span(7, 9)]), "甲乙丙");
        assert_eq!(mask("甲乙丙丁", &[span(0, 3), span(1, 2)]), "***丁");
    }

    proptest! {
        #[test]
        fn suggestions_lie_within_the_text_in_order(text in "[0-9A-Za-z@.京号楼单元室栋微信QQ零一 +（）-]{0,60}") {
            let found = suggest(&text);

            let ends = found.iter().flat_map(|found| [found.start, found.end]).collect::<Vec<_>>();
            prop_assert!(ends.is_sorted() && ends.last().is_none_or(|end| *end <= text.chars().count()));
            prop_assert!(found.iter().all(|found| found.start < found.end));
        }
    }
}
