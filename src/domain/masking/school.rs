//! Which school and which class a child goes to: covered in what a child wrote, and left alone in everybody else's words.

use std::ops::Range;

use super::digit;

/// How schools are called, the longest first.
const SCHOOLS: [&str; 12] =
    ["实验学校", "职业学校", "幼儿园", "小学", "中学", "初中", "高中", "职高", "学校", "学院", "一中", "二中"];
/// Where the name before it begins.
const BEFORE: &str = "我你他她们在是的到去上读从和与跟离，。、；：！？（）“” \n叫就有把被给对";
/// The longest name before the word, in scalars.
const NAME: usize = 8;

/// Every school and class in a text, in reading order, none overlapping.
pub(super) fn all(letters: &[char]) -> Vec<Range<usize>> {
    let (mut found, mut at): (Vec<Range<usize>>, usize) = (Vec::new(), 0);
    while at < letters.len() {
        let from = found.last().map_or(0, |last| last.end);
        match school(letters, at, from).or_else(|| class(letters, at).map(|end| at..end)) {
            Some(span) => {
                at = span.end;
                found.push(span);
            }
            None => at += 1,
        }
    }
    found
}

/// The school whose word stands at `at`, with its name before it and the class behind it. A school of no name is none.
fn school(letters: &[char], at: usize, from: usize) -> Option<Range<usize>> {
    let word = SCHOOLS.iter().find(|word| stands(letters, at, word))?;
    let named = letters[from..at].iter().rev().take(NAME).take_while(|c| is_name(**c)).count();
    let end = at + word.chars().count();
    (named > 0).then(|| at - named..class(letters, end).unwrap_or(end))
}

/// Where the class ends that is told at `at`: 三年级二班, 高三（2）班, 初二3班.
fn class(letters: &[char], at: usize) -> Option<usize> {
    let number = |from: usize| {
        let count = letters.iter().skip(from).take_while(|c| digit(**c).is_some() || **c == '十').count();
        (count > 0).then_some(from + count)
    };
    let past = |from: usize, marks: &str| from + usize::from(letters.get(from).is_some_and(|c| marks.contains(*c)));
    let grade = if letters.get(at).is_some_and(|c| "高初".contains(*c)) {
        number(at + 1)?
    } else {
        let end = number(at)?;
        if stands(letters, end, "年级") { end + 2 } else { return None }
    };
    let group = number(past(grade, "（(")).map(|end| past(end, "）)")).filter(|end| stands(letters, *end, "班"));
    let is_grade = grade > at + 2 || stands(letters, grade.saturating_sub(2), "年级");
    group.map(|end| end + 1).or_else(|| is_grade.then_some(grade))
}

fn is_name(c: char) -> bool {
    !BEFORE.contains(c) && (c.is_alphanumeric() || c == '·')
}

fn stands(letters: &[char], at: usize, word: &str) -> bool {
    let mut here = letters.iter().skip(at);
    word.chars().all(|c| here.next() == Some(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn school_and_class_of_a_child_are_found() {
        let cases = [
            ("我在望河第二实验小学三年级二班，校门口太挤", vec!["望河第二实验小学三年级二班"]),
            ("我是城关中学高三（2）班的", vec!["城关中学高三（2）班"]),
            ("我读五年级，书包太重", vec!["五年级"]),
            ("县一中门口没有红绿灯", vec!["县一中"]),
            ("学校门口没有红绿灯", vec![]),
            ("我三次去问，都没有人", vec![]),
        ];
        for (text, expected) in cases {
            let letters: Vec<char> = text.chars().collect();
            let found: Vec<String> = all(&letters).into_iter().map(|span| letters[span].iter().collect()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
