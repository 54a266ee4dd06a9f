//! What in a story could tell on whoever tells it: found before it is sent, shown, and never a reason to refuse.

mod spoken;

use serde::Serialize;

use super::{
    masking::{self, PersonalKind},
    words::words,
};

words! {
    /// What gives somebody away.
    TelltaleKind {
        /// 门牌: down to the flat.
        Dwelling,
        /// 楼层: the floor that one lives on.
        Floor,
        /// 电话.
        Phone,
        /// 车牌.
        Plate,
        /// 身份证号.
        Identity,
        /// 银行卡号.
        BankCard,
        /// 邮箱.
        Email,
        /// 微信、QQ号.
        Account,
        /// 自己的姓名.
        OwnName,
        /// 只有一个人对得上的身份.
        Role,
    }
}

words! {
    /// What becomes of it.
    Seen {
        /// 会遮住: the house covers it before anybody reads it in public.
        Covered,
        /// 照原样: everybody reads it as it stands, unless a moderator covers it.
        Open,
        /// 单独存放: it is kept apart, and goes to nobody without its asker's word.
        Apart,
    }
}

/// Something that gives its teller away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
pub struct Telltale {
    /// Where it stands: `text`, `place` or `name`.
    pub field: &'static str,
    /// The words themselves.
    pub words: String,
    /// What it is.
    pub kind: TelltaleKind,
    /// What becomes of it.
    pub seen: Seen,
}

/// What a story, its place and a form of address tell on their teller; `shows_name` says that the address is to be public.
pub fn telltales(text: &str, place: &str, name: &str, shows_name: bool) -> Vec<Telltale> {
    let mut found = in_text(text);
    found.extend(in_place(place));
    if shows_name && spoken::is_full_name(name) {
        found.push(Telltale { field: "name", words: name.into(), kind: TelltaleKind::OwnName, seen: Seen::Open });
    }
    found
}

fn in_text(text: &str) -> Vec<Telltale> {
    let letters: Vec<char> = text.chars().collect();
    let words = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let masked = masking::suggest(text);
    let mut found: Vec<(usize, Telltale)> = Vec::new();
    for span in &masked {
        let words = words(span.start, span.end);
        found.push((span.start, Telltale { field: "text", words, kind: span.kind.into(), seen: Seen::Covered }));
    }
    for (span, kind) in spoken::spans(&letters) {
        // What is covered tells nothing any more.
        if !masked.iter().any(|it| it.start < span.end && span.start < it.end && kind != TelltaleKind::Role) {
            let words = words(span.start, span.end);
            found.push((span.start, Telltale { field: "text", words, kind, seen: Seen::Open }));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, it)| it).collect()
}

fn in_place(place: &str) -> Vec<Telltale> {
    let letters: Vec<char> = place.chars().collect();
    let found = masking::suggest(place).into_iter().map(|span| {
        let is_dwelling = span.kind == PersonalKind::Dwelling;
        Telltale {
            field: "place",
            words: letters[span.start..span.end].iter().collect(),
            kind: span.kind.into(),
            seen: if is_dwelling { Seen::Apart } else { Seen::Covered },
        }
    });
    found.collect()
}

impl From<PersonalKind> for TelltaleKind {
    fn from(kind: PersonalKind) -> Self {
        match kind {
            PersonalKind::Identity => Self::Identity,
            PersonalKind::Mobile | PersonalKind::Landline => Self::Phone,
            PersonalKind::BankCard => Self::BankCard,
            PersonalKind::Email => Self::Email,
            PersonalKind::Plate => Self::Plate,
            PersonalKind::Dwelling => Self::Dwelling,
            PersonalKind::Account => Self::Account,
            // Only what a child wrote is searched for it, and that is not public.
            PersonalKind::School => Self::Role,
            // In a list of signatures the teller's is one of them.
            PersonalKind::Name => Self::OwnName,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TelltaleKind::*;

    fn told(text: &str) -> Vec<(String, TelltaleKind)> {
        telltales(text, "", "", false).into_iter().map(|it| (it.words, it.kind)).collect()
    }

    #[test]
    fn what_tells_on_its_teller_is_found() {
        let cases = [
            ("我是三单元唯一的租户，房东让我搬", "我是三单元唯一的租户", Role),
            ("整栋楼就我一家没交物业费", "整栋楼就我一家", Role),
            ("我是柳岸物业的前员工，他们收的停车费没入账", "我是柳岸物业的前员工", Role),
            ("本人是业委会主任，账一直不公开", "本人是业委会主任", Role),
            ("作为这个村的会计，我知道钱去哪了", "作为这个村的会计", Role),
            ("我在城南水厂上班，水质报告是假的", "我在城南水厂上班", Role),
            ("我叫王建国，住在柳岸小区", "王建国", OwnName),
            ("本人李小芳，反映电梯问题", "李小芳", OwnName),
            ("我是张伟。电梯坏了三个月", "张伟", OwnName),
            ("我的名字是欧阳明月，请回复", "欧阳明月", OwnName),
            ("我妈八十二了住11楼，下不来", "住11楼", Floor),
            ("我家在十二层，水上不来", "我家在十二层", Floor),
            ("柳岸3号楼2单元1203室漏水", "3号楼2单元1203室", Dwelling),
            ("赣J88F66是我的车，被划了", "赣J88F66", Plate),
            ("打13800138000找我", "13800138000", Phone),
        ];
        for (text, words, kind) in cases {
            assert_eq!(told(text), [(words.to_owned(), kind)], "{text}");
        }
    }

    #[test]
    fn an_ordinary_story_raises_no_alarm() {
        let stories = [
            "柳岸小区3号楼的电梯老是坏，上个月困了两次人。",
            "我是业主，物业费交了三年，电梯没人修。",
            "我是高三学生的家长，校门口的路太窄了。",
            "本人于去年购房，至今没有拿到房产证。",
            "我们小区是全城唯一没有通天然气的小区。",
            "我在这里住了十年，没见过扫地的。",
            "本人是租户，房东不给修水管。",
            "11楼以上水压不够，3层的灯也坏了。",
            "我叫了三次师傅，没有人来。",
            "我是谁不重要，路灯要修。",
            "作为一个老百姓，我想问问维修资金到底卡在哪？",
        ];
        for story in stories {
            assert_eq!(told(story), [], "{story}");
        }
    }

    #[test]
    fn a_flat_in_the_place_is_kept_apart_and_a_full_name_is_told_of_only_where_it_is_shown() {
        let of_place = telltales("电梯坏了", "柳岸小区3号楼2单元1203室", "", false);
        assert_eq!((of_place[0].field, of_place[0].kind, of_place[0].seen), ("place", Dwelling, Seen::Apart));

        assert_eq!(telltales("电梯坏了", "柳岸小区3号楼", "王建国", false), []);
        let of_name = telltales("电梯坏了", "", "王建国", true);
        assert_eq!((of_name[0].field, of_name[0].seen), ("name", Seen::Open));
        assert_eq!(telltales("电梯坏了", "", "柳岸一位住户", true), []);
    }

    #[test]
    fn what_the_house_covers_is_told_apart_from_what_everybody_reads() {
        let found = telltales("我叫王建国，电话13800138000", "", "", false);

        let seen: Vec<(TelltaleKind, Seen)> = found.iter().map(|it| (it.kind, it.seen)).collect();
        assert_eq!(seen, [(OwnName, Seen::Open), (Phone, Seen::Covered)]);
    }
}
