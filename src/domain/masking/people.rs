//! Names of people where they stand as in a list of signatures: before or behind a number, or after 签名、联系人.

use std::ops::Range;

use super::{Found, PersonalKind};

/// Family names that are common enough to be seen in a county.
const FAMILY: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘蒋蔡余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛阎闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂柴焦向柳邢岳齐梅庄辛管祝左涂谷祁耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强丛褚娄车厉麦米艾帕买古热";
const FAMILY_OF_TWO: [&str; 8] = ["欧阳", "司马", "上官", "诸葛", "皇甫", "令狐", "司徒", "尉迟"];
/// Characters of sentences, not of names: what begins like a name and holds one of these is none.
const NO_NAME: &str = "打请找电话是的我你他她它们号机联系拨致给在有没不来去问让叫说到加及或与了就都也还个处局司办所站店院校区路街楼栋室元吗呢吧很把被从对将要会能该这那哪什么怎几多少年月日时分点钟";
/// After these a name stands, or several.
const LEADS: [&str; 14] = [
    "签名",
    "签字",
    "联名",
    "署名",
    "落款",
    "联系人",
    "业主代表",
    "居民代表",
    "村民代表",
    "反映人",
    "投诉人",
    "申请人",
    "举报人",
    "当事人",
];
/// Between a name and its number.
const LABELS: [&str; 9] = ["联系电话", "电话号码", "手机号码", "身份证号", "电话", "手机号", "手机", "身份证", "号码"];
const BREAKS: &str = "、，,；;。：:　 \n\t/|()（）．.·-—";

/// Posts that stand behind a family name.
const POSTS: [&str; 24] = [
    "局长",
    "经理",
    "主任",
    "书记",
    "所长",
    "校长",
    "队长",
    "科长",
    "镇长",
    "村长",
    "主管",
    "老板",
    "医生",
    "老师",
    "法官",
    "警官",
    "处长",
    "院长",
    "站长",
    "股长",
    "乡长",
    "县长",
    "董事长",
    "会计",
];
/// Family names that more often end a word before a post: 有关局长, 向书记反映.
const DOUBTFUL: &str = "向于任成安常和单解查全关古路连时平方管金";

/// Whether a family name stands before a post, with or without 副 or 总 between them: 王经理, 李副局长.
pub(super) fn titled(letters: &[char]) -> bool {
    (0..letters.len()).any(|at| {
        let behind = letters.get(at + 1..).unwrap_or_default();
        let behind = if behind.first().is_some_and(|char| "副总".contains(*char)) { &behind[1..] } else { behind };
        let is_post = POSTS.iter().any(|post| behind.iter().copied().take(post.chars().count()).eq(post.chars()));
        is_post && FAMILY.contains(letters[at]) && !DOUBTFUL.contains(letters[at])
    })
}

/// The names in a text in which these numbers were found.
pub(super) fn names(letters: &[char], numbers: &[Found]) -> Vec<Found> {
    let persons: Vec<&Found> = numbers
        .iter()
        .filter(|it| matches!(it.kind, PersonalKind::Mobile | PersonalKind::Landline | PersonalKind::Identity))
        .collect();
    let mut found: Vec<Range<usize>> = Vec::new();
    for number in &persons {
        found.extend(before(letters, number.start));
        // Only of a list it is clear that the name behind a number is its owner's.
        if persons.len() > 1 {
            found.extend(behind(letters, number.end));
        }
    }
    for at in 0..letters.len() {
        found.extend(led(letters, at));
    }
    found.sort_by_key(|span| span.start);
    let mut end = 0;
    found.retain(|span| {
        let is_new = span.start >= end && numbers.iter().all(|it| span.end <= it.start || it.end <= span.start);
        if is_new {
            end = span.end;
        }
        is_new
    });
    found.into_iter().map(|span| Found { start: span.start, end: span.end, kind: PersonalKind::Name }).collect()
}

/// The name that ends before a number, across a label and what separates them.
fn before(letters: &[char], number: usize) -> Option<Range<usize>> {
    let mut end = number;
    loop {
        let start = end;
        while end > 0 && BREAKS.contains(letters[end - 1]) && letters[end - 1] != '。' {
            end -= 1;
        }
        for label in LABELS {
            let width = label.chars().count();
            if end >= width && letters[end - width..end].iter().copied().eq(label.chars()) {
                end -= width;
            }
        }
        if start == end {
            break;
        }
    }
    [4, 3, 2].into_iter().find_map(|width| {
        let start = end.checked_sub(width)?;
        (is_free(letters, start) && is_name(&letters[start..end])).then_some(start..end)
    })
}

/// The name that begins behind a number and ends at a break.
fn behind(letters: &[char], number: usize) -> Option<Range<usize>> {
    let gap = letters[number..].iter().take_while(|char| "　 ：:(（".contains(**char)).count();
    standing_at(letters, number + gap)
}

/// The names of the list that begins after the word that ends at `at`.
fn led(letters: &[char], at: usize) -> Vec<Range<usize>> {
    let is_led = LEADS.iter().any(|word| {
        let width = word.chars().count();
        at >= width && letters[at - width..at].iter().copied().eq(word.chars())
    });
    let (mut found, mut next) = (Vec::new(), at);
    while is_led {
        next += letters[next..].iter().take_while(|char| BREAKS.contains(**char)).count();
        // 1. 王某, 2. 李某: a list may be numbered.
        let figures = letters[next..].iter().take_while(|char| char.is_ascii_digit()).count();
        let dot = next + figures;
        if (1..=3).contains(&figures) && letters.get(dot).is_some_and(|char| "、.．".contains(*char)) {
            next = dot + 1;
        }
        match standing_at(letters, next) {
            Some(name) => {
                next = name.end;
                found.push(name);
            }
            None => break,
        }
    }
    found
}

/// A name that begins here and ends at a break, at a figure or with the text.
fn standing_at(letters: &[char], start: usize) -> Option<Range<usize>> {
    [4, 3, 2].into_iter().find_map(|width| {
        let name = letters.get(start..start + width)?;
        let ends = letters.get(start + width).is_none_or(|char| {
            BREAKS.contains(*char) || char.is_ascii_digit() || LABELS.iter().any(|label| label.starts_with(*char))
        });
        (ends && is_name(name)).then_some(start..start + width)
    })
}

/// Whether nothing that belongs to the same word stands before.
fn is_free(letters: &[char], start: usize) -> bool {
    let before = &letters[..start];
    before.last().is_none_or(|char| BREAKS.contains(*char) || char.is_ascii_digit() || "！!？?“”\"".contains(*char))
        || LEADS.iter().any(|word| {
            before.iter().rev().copied().zip(word.chars().rev()).all(|(a, b)| a == b)
                && before.len() >= word.chars().count()
        })
}

fn is_name(letters: &[char]) -> bool {
    let is_plain = letters.iter().all(|char| ('\u{4e00}'..='\u{9fff}').contains(char) && !NO_NAME.contains(*char));
    let of_two = FAMILY_OF_TWO.iter().any(|name| letters.iter().copied().take(2).eq(name.chars()));
    let given = letters.len() - if of_two { 2 } else { 1 };
    is_plain && (of_two || FAMILY.contains(letters[0])) && (1..=2).contains(&given)
}

#[cfg(test)]
mod tests {
    use super::super::{mask, names_somebody, suggest};

    #[test]
    fn whoever_is_named_by_family_name_and_post_can_be_recognised() {
        for text in ["物业的王经理收了押金不退", "城管李副局长说不归他管", "联系人李娜，电话13800138000"]
        {
            assert!(names_somebody(text), "{text}");
        }
        for text in [
            "***经理收了押金不退",
            "有关局长没有来",
            "我们向书记反映过",
            "物业经理说领导不在",
            "项目经理换了三个",
            "总经理没露面",
        ] {
            assert!(!names_somebody(text), "{text}");
        }
    }

    #[test]
    fn a_list_of_signatures_shows_neither_names_nor_numbers() {
        let cases = [
            (
                "联名：王建国13800138000、李小红 13900139000、欧阳娜娜（13700137000）",
                "联名：******、*** ***、***（***）",
            ),
            ("1. 张伟 13800138000\n2. 刘芳 13900139000", "1. *** ***\n2. *** ***"),
            ("我们楼的业主签名：赵敏、钱大海、孙立，请尽快处理", "我们楼的业主签名：***、***、***，请尽快处理"),
            ("13800138000 周杰\n13900139000 吴刚", "*** ***\n*** ***"),
            ("联系人李娜，电话13800138000", "联系人***，电话***"),
            ("反映人：陈志强 身份证110105194912310021", "反映人：*** 身份证***"),
        ];
        for (text, masked) in cases {
            assert_eq!(mask(text, &suggest(text)), masked, "{text}");
        }
    }

    #[test]
    fn what_is_no_name_stays_beside_a_number() {
        for (text, masked) in [
            ("物业公司13800138000没人接", "物业公司***没人接"),
            ("有事请打13800138000", "有事请打***"),
            ("，方便打13800138000吗", "，方便打***吗"),
            ("高新区12号，电话13800138000", "高新区12号，电话***"),
            ("王家住3号楼，电话13800138000", "王家住3号楼，电话***"),
            ("业主签名的表格什么时候公开？", "业主签名的表格什么时候公开？"),
            ("我们联名反映：电梯坏了三个月没人修", "我们联名反映：电梯坏了三个月没人修"),
        ] {
            assert_eq!(mask(text, &suggest(text)), masked, "{text}");
        }
    }
}
