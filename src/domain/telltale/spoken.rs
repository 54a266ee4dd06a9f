//! How people say who they are: 我叫…, 我是三单元唯一的租户, 我在水厂上班, 住11楼.

use std::ops::Range;

use super::TelltaleKind;

/// The commonest family names; those that are ordinary words at the head of a sentence (于, 向, 常) are not among them.
const FAMILIES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱侯邹熊孟秦白江阎薛尹段雷龙黎史陶贺顾毛郝龚邵万钱严武莫孔汤温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童凌毕单裴霍涂苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤穆司古";
const DOUBLE_FAMILIES: [&str; 8] = ["欧阳", "上官", "司马", "诸葛", "皇甫", "尉迟", "夏侯", "司徒"];
/// What leads to one's own name, whatever follows it.
const CALLED: [&str; 6] = ["我叫", "我的名字是", "我的名字叫", "我名叫", "本人姓名", "我姓名"];
/// What leads to one's own name only where the sentence stops behind it.
const AM: [&str; 2] = ["本人", "我是"];
/// What cannot belong to a name.
const NO_NAME: &str =
    "了过着得的地是在有不没要会这那哪什么谁个一二三四五六七八九十家们人民业主租户学生老板女士先生师傅同志";

/// What leads to a part that one plays.
const PLAYS: [&str; 6] = ["我就是", "我是", "本人是", "俺是", "作为", "我在"];
/// Parts of which a place has one or a few.
const PARTS: [&str; 39] = [
    "前员工",
    "员工",
    "职工",
    "保安",
    "保洁",
    "物业经理",
    "项目经理",
    "主任",
    "副主任",
    "楼长",
    "楼栋长",
    "网格员",
    "居委会",
    "会计",
    "出纳",
    "司机",
    "支书",
    "村长",
    "组长",
    "班长",
    "队长",
    "班主任",
    "教师",
    "老师",
    "护士",
    "医生",
    "厨师",
    "门卫",
    "清洁工",
    "环卫工",
    "实习生",
    "店主",
    "站长",
    "所长",
    "科长",
    "局长",
    "上班",
    "工作",
    "打工",
];
/// Where the clause has one of these, the part is theirs in general and tells on nobody.
const NOT_ME: [&str; 4] = ["家长", "找过", "问过", "老百姓"];
const ONLY_ME: [&str; 9] =
    ["就我一家", "就我一户", "就我一个", "只有我一家", "只有我一户", "只有我家", "只有我一个", "独我一家", "就剩我一"];
const LIVES: [&str; 6] = ["我家住在", "我家住", "我家在", "家住", "住在", "住"];
/// How far a clause is followed, in scalars.
const REACH: usize = 18;

/// Everything of this kind in a text, in reading order, none within another.
pub(super) fn spans(letters: &[char]) -> Vec<(Range<usize>, TelltaleKind)> {
    let mut found: Vec<(Range<usize>, TelltaleKind)> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let here = only_me(letters, at)
            .or_else(|| plays(letters, at))
            .map(|span| (span, TelltaleKind::Role))
            .or_else(|| own_name(letters, at).map(|span| (span, TelltaleKind::OwnName)))
            .or_else(|| floor(letters, at).map(|span| (span, TelltaleKind::Floor)));
        match here {
            Some((span, kind)) => {
                at = span.end;
                found.push((span, kind));
            }
            None => at += 1,
        }
    }
    found
}

/// Whether a form of address is a whole name: 王建国, and not 王先生 or 柳岸一位住户.
pub(super) fn is_full_name(name: &str) -> bool {
    let letters: Vec<char> = name.trim().chars().collect();
    name_end(&letters, 0).is_some_and(|end| end == letters.len())
}

/// 整栋楼就我一家, from the beginning of its clause.
fn only_me(letters: &[char], at: usize) -> Option<Range<usize>> {
    if at > 0 && !stops(letters[at - 1]) {
        return None;
    }
    let end = clause_end(letters, at);
    let first = ONLY_ME.iter().filter_map(|word| Some(find(letters, at, end, word)? + word.chars().count())).min()?;
    Some(at..first)
}

/// 我是三单元唯一的租户, 我是…的前员工, 我在…上班.
fn plays(letters: &[char], at: usize) -> Option<Range<usize>> {
    let lead = PLAYS.iter().find(|lead| starts(letters, at, lead))?;
    let from = at + lead.chars().count();
    let end = clause_end(letters, from);
    if NOT_ME.iter().any(|word| find(letters, from, end, word).is_some()) {
        return None;
    }
    if *lead != "我在" && find(letters, from, end, "唯一").is_some() {
        return Some(at..end);
    }
    // A part without a place before it is a thousand people's.
    let part = PARTS.iter().filter_map(|part| {
        let start = find(letters, from, end, part)?;
        let is_work = matches!(*part, "上班" | "工作" | "打工");
        (is_work == (*lead == "我在") && start >= from + 2).then_some(start + part.chars().count())
    });
    part.max().map(|end| at..end)
}

/// 王建国, behind 我叫; behind 我是 only where the clause ends with it.
fn own_name(letters: &[char], at: usize) -> Option<Range<usize>> {
    if let Some(lead) = CALLED.iter().find(|lead| starts(letters, at, lead)) {
        let start = past(letters, at + lead.chars().count());
        return name_end(letters, start).map(|end| start..end);
    }
    let lead = AM.iter().find(|lead| starts(letters, at, lead))?;
    let start = past(letters, at + lead.chars().count());
    let end = name_end(letters, start)?;
    letters.get(end).is_none_or(|c| stops(*c)).then_some(start..end)
}

/// 住11楼, 我家在十二层.
fn floor(letters: &[char], at: usize) -> Option<Range<usize>> {
    let lead = LIVES.iter().find(|lead| starts(letters, at, lead))?;
    let start = at + lead.chars().count();
    let is_numeral = |c: &char| c.is_ascii_digit() || "一二三四五六七八九十".contains(*c);
    let end = start + letters[start..].iter().take_while(|c| is_numeral(c)).count();
    let is_floor = letters.get(end).is_some_and(|c| matches!(c, '楼' | '层'));
    (end > start && end - start <= 3 && is_floor).then_some(at..end + 1)
}

/// Where the name ends that begins at `start`: a family name and one or two characters.
fn name_end(letters: &[char], start: usize) -> Option<usize> {
    let double = DOUBLE_FAMILIES.iter().any(|family| starts(letters, start, family));
    let given = if double { start + 2 } else { start + 1 };
    if !double && !letters.get(start).is_some_and(|c| FAMILIES.contains(*c)) {
        return None;
    }
    let is_given = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c) && !NO_NAME.contains(*c);
    let length = letters.get(given..)?.iter().take(2).take_while(|c| is_given(c)).count();
    (length > 0).then_some(given + length)
}

fn past(letters: &[char], at: usize) -> usize {
    at + letters[at.min(letters.len())..].iter().take_while(|c| matches!(c, ':' | '：' | ' ' | '是' | '叫')).count()
}

fn stops(c: char) -> bool {
    c.is_whitespace() || "，。、；：！？,.;:!?（）()“”\"".contains(c)
}

fn clause_end(letters: &[char], from: usize) -> usize {
    let most = (from + REACH).min(letters.len());
    (from..most).find(|at| stops(letters[*at])).unwrap_or(most)
}

fn starts(letters: &[char], at: usize, word: &str) -> bool {
    let mut here = letters.iter().skip(at);
    word.chars().all(|c| here.next() == Some(&c))
}

fn find(letters: &[char], from: usize, to: usize, word: &str) -> Option<usize> {
    (from..to).find(|at| starts(letters, *at, word))
}
