//! Which column is what: proposed by the names that hotlines use, and changed by whoever knows better.

use std::collections::BTreeMap;

use crate::domain::words::words;

words! {
    /// What a column can be.
    Column {
        /// What was said.
        Text,
        /// Its title.
        Title,
        /// Its number there.
        SourceId,
        /// When it was said.
        AskedAt,
        /// Who said it.
        Name,
        /// How to reach them.
        Contact,
        /// Where it is.
        Place,
        /// Whom it concerns.
        Department,
    }
}

/// Which column, counted from 0, is what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(pub BTreeMap<Column, usize>);

/// The names that columns go by, the surest first.
fn names(column: Column) -> &'static [&'static str] {
    match column {
        Column::Text => &[
            "诉求内容",
            "来电内容",
            "反映内容",
            "问题内容",
            "留言内容",
            "留言详情",
            "工单内容",
            "问题描述",
            "内容",
            "诉求",
            "详情",
            "text",
            "content",
            "question",
        ],
        Column::Title => &["诉求标题", "工单标题", "留言主题", "标题", "主题", "title", "subject"],
        Column::SourceId => {
            &["工单编号", "工单号", "受理编号", "流水号", "留言编号", "编号", "序号", "msg_id", "source_id", "id"]
        }
        Column::AskedAt => {
            &["来电时间", "受理时间", "留言时间", "提交时间", "创建时间", "反映时间", "时间", "日期", "time", "date"]
        }
        Column::Name => &["姓名", "来电人", "诉求人", "反映人", "联系人", "留言用户", "称呼", "name", "user"],
        Column::Contact => {
            &["联系电话", "来电号码", "手机号码", "手机号", "手机", "联系方式", "电话", "contact", "phone", "mobile"]
        }
        Column::Place => &["事发地址", "事发地点", "诉求地址", "问题地址", "地址", "地点", "place", "address"],
        Column::Department => &["责任单位", "承办单位", "主办单位", "处理单位", "单位", "部门", "department"],
    }
}

/// The mapping that the names of the columns propose. Each column is one thing at most; where no column is the text, the
/// title is all that was said.
pub fn propose(header: &[String]) -> Mapping {
    let plain: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let mut mapping = Mapping::default();
    let is_free = |mapping: &Mapping, at: usize| !mapping.0.values().any(|taken| *taken == at);
    for exact in [true, false] {
        for &column in Column::ALL {
            if mapping.0.contains_key(&column) {
                continue;
            }
            let found = names(column).iter().find_map(|known| {
                // Two letters of Latin occur inside too many words.
                let within = |name: &str| !known.is_ascii() && name.contains(known);
                plain
                    .iter()
                    .enumerate()
                    .position(|(at, name)| is_free(&mapping, at) && (if exact { name == known } else { within(name) }))
            });
            if let Some(at) = found {
                mapping.0.insert(column, at);
            }
        }
    }
    if !mapping.0.contains_key(&Column::Text)
        && let Some(at) = mapping.0.remove(&Column::Title)
    {
        mapping.0.insert(Column::Text, at);
    }
    mapping
}

/// A mapping as somebody chose it: by the name of the column, or by `#3` for the third; empty for none.
pub fn chosen(header: &[String], wanted: &BTreeMap<String, String>) -> Result<Mapping, String> {
    let mut mapping = Mapping::default();
    for (word, name) in wanted.iter().filter(|(_, name)| !name.is_empty()) {
        let column = Column::of(word).ok_or_else(|| word.clone())?;
        let by_number = name.strip_prefix('#').and_then(|number| number.parse::<usize>().ok()?.checked_sub(1));
        let at = header.iter().position(|known| known == name).or(by_number).filter(|at| *at < header.len());
        mapping.0.insert(column, at.ok_or_else(|| name.clone())?);
    }
    Ok(mapping)
}

impl Mapping {
    /// The cell of a row that is this; empty without one.
    pub fn cell<'a>(&self, cells: &'a [String], column: Column) -> &'a str {
        self.0.get(&column).and_then(|at| cells.get(*at)).map_or("", String::as_str)
    }

    /// As it is kept and shown: what each is, by the place of its column.
    pub fn to_json(&self) -> String {
        let plain: BTreeMap<String, usize> = self.0.iter().map(|(column, at)| (column.word(), *at)).collect();
        serde_json::json!(plain).to_string()
    }

    /// Reads what was kept.
    pub fn from_json(text: &str) -> Self {
        let plain: BTreeMap<String, usize> = serde_json::from_str(text).unwrap_or_default();
        Self(plain.into_iter().filter_map(|(word, at)| Some((Column::of(&word)?, at))).collect())
    }
}

/// A name without what stands around it: blanks, brackets with remarks, marks of duty.
fn plain(name: &str) -> String {
    let before = name.split(['(', '（', '[', '【']).next().unwrap_or_default();
    before
        .chars()
        .filter(|char| !char.is_whitespace() && !matches!(char, '*' | '：' | ':'))
        .collect::<String>()
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn the_names_of_a_hotline_are_known() {
        let header = columns(&[
            "序号",
            "工单号",
            "来电时间",
            "来电人姓名",
            "联系电话（必填）",
            "事发地址",
            "诉求内容",
            "承办单位",
        ]);

        let mapping = propose(&header);

        let expected = [
            (Column::Text, 6),
            (Column::SourceId, 1),
            (Column::AskedAt, 2),
            (Column::Name, 3),
            (Column::Contact, 4),
            (Column::Place, 5),
            (Column::Department, 7),
        ];
        assert_eq!(mapping.0, expected.into_iter().collect());
        assert_eq!(Mapping::from_json(&mapping.to_json()), mapping);
    }

    #[test]
    fn a_list_of_titles_alone_is_a_list_of_questions() {
        let mapping = propose(&columns(&["id", "title", "label"]));

        assert_eq!(mapping.0, [(Column::Text, 1), (Column::SourceId, 0)].into_iter().collect());
    }

    #[test]
    fn whoever_knows_better_names_a_column_or_its_place() {
        let header = columns(&["a", "b", "b"]);
        let wanted = |what: &str, name: &str| [(what.to_owned(), name.to_owned())].into_iter().collect();

        assert_eq!(chosen(&header, &wanted("text", "b")).unwrap().0[&Column::Text], 1);
        assert_eq!(chosen(&header, &wanted("text", "#3")).unwrap().0[&Column::Text], 2);
        assert_eq!(chosen(&header, &wanted("text", "#4")), Err("#4".into()));
        assert_eq!(chosen(&header, &wanted("colour", "a")), Err("colour".into()));
    }
}
