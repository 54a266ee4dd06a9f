//! The shape of files: one idea each, opening with a sentence; nothing half done; SQL that both engines take; a sentence
//! in each language for each refusal.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use wenzheng::{
    domain::question::CONTACT_DAYS,
    lang::{Arg, Lang},
};

/// More lines than this are two ideas.
const MOST_LINES: usize = 400;

/// Words that say that something is not whole.
const UNFINISHED: [&str; 5] = ["TODO", "FIXME", "XXX", "unimplemented!", "#[ignore"];

/// What only one of the two engines takes.
const DIALECT: [&str; 19] = [
    "::text",
    "::bigint",
    "::jsonb",
    "::int",
    " ilike ",
    "now()",
    "current_timestamp",
    "greatest(",
    "left(",
    "for update",
    "skip locked",
    "any(array",
    " lateral ",
    "generate_series",
    "->'",
    "serial",
    "autoincrement",
    "datetime(",
    "strict",
];

/// Files of the store that speak to an engine themselves, or to none.
const TONGUES: [&str; 3] = ["engine.rs", "migrate.rs", "turnstile.rs"];

/// Types of columns that both engines know by the same name and mean the same by.
const COLUMNS: [&str; 5] = ["text", "bigint", "boolean", "double precision", "blob"];

#[test]
fn a_file_holds_one_idea() {
    let mut found = Vec::new();
    for (path, text) in all_sources() {
        let (lines, name) = (text.lines().count(), path.display().to_string());
        if lines > MOST_LINES {
            found.push(format!("{name} has {lines} lines"));
        }
    }

    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_file_opens_with_a_sentence() {
    let rust = ["src", "tests"].into_iter().flat_map(|folder| files(folder, &["rs"]));
    let found: Vec<String> = rust
        .filter(|(_, text)| !text.lines().next().is_some_and(|line| line.starts_with("//! ") && line.len() > 20))
        .map(|(path, _)| path.display().to_string())
        .collect();

    assert!(found.is_empty(), "no sentence opens {found:?}");
}

#[test]
fn nothing_is_left_half_done() {
    let mut found = Vec::new();
    for (path, text) in all_sources().into_iter().filter(|(path, _)| path != Path::new("tests/it/shape.rs")) {
        for (number, line) in text.lines().enumerate() {
            if UNFINISHED.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }

    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn sql_is_in_the_common_tongue() {
    let migrations = files("migrations", &["sql"]);
    let shelves =
        files("src/store", &["rs"]).into_iter().filter(|(path, _)| !TONGUES.iter().any(|it| path.ends_with(it)));
    let mut found = Vec::new();
    for (path, text) in migrations.into_iter().chain(shelves) {
        let text = without_marked_blocks(&text);
        for (number, line) in text.lines().enumerate() {
            let line = line.split("--").next().unwrap_or_default();
            let is_comment = line.trim_start().starts_with("//");
            if let Some(word) = DIALECT.iter().find(|word| !is_comment && line.contains(**word)) {
                found.push(format!("{}:{}: {word}", path.display(), number + 1));
            }
        }
    }

    assert!(found.is_empty(), "only one engine takes:\n{}", found.join("\n"));
}

#[test]
fn columns_are_of_few_kinds() {
    let mut found = Vec::new();
    for (path, text) in files("migrations", &["sql"]) {
        for (number, line) in text.lines().enumerate() {
            let column = line.strip_prefix("    ").filter(|it| {
                !it.starts_with("primary key")
                    && !it.starts_with("unique")
                    && !it.starts_with("check")
                    && !it.starts_with(' ')
            });
            let kind = column.and_then(|column| column.split_once(' ')).map(|(_, kind)| kind);
            if kind.is_some_and(|kind| !COLUMNS.iter().any(|known| kind.starts_with(known))) {
                found.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }

    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_refusal_has_a_sentence_in_each_language() {
    let mut codes = BTreeSet::new();
    for (path, text) in files("src", &["rs"]) {
        for begin in ["Problem::new(", "Self::new(", "Self::busy("] {
            for (at, _) in text.match_indices(begin).filter(|_| !path.starts_with("src/hub")) {
                let call = text[at..].split(')').next().unwrap_or_default();
                if let Some(code) = call.split('"').nth(1).filter(|_| call.contains("StatusCode::")) {
                    codes.insert(code.to_owned());
                }
            }
        }
        // The codes of refusals by rules stand in one table a room: `Refusal::Stale => "stale_version"`.
        for line in text.lines().filter(|line| line.contains("Refusal::") || path.ends_with("refusal.rs")) {
            if let Some((_, code)) = line.split_once("=> \"") {
                codes.insert(code.split('"').next().unwrap_or_default().to_owned());
            }
        }
    }
    // A replay is the first answer once more: nobody reads it as a problem.
    codes.remove("replayed");

    let dumb = |lang: Lang| {
        codes
            .iter()
            .filter(move |code| lang.try_say(&format!("error-{code}"), &[("seconds", Arg::Number(2.0))]).is_none())
    };
    let missing: Vec<String> = Lang::ALL
        .into_iter()
        .flat_map(|lang| dumb(lang).map(move |code| format!("{} error-{code}", lang.tag())))
        .collect();

    assert!(codes.contains("stale_version") && codes.contains("not_found"), "{codes:?}");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn what_is_said_about_erasing_contacts_is_what_the_rule_does() {
    let organiser = [("organiser", Arg::Text("人大".into()))];
    for lang in Lang::ALL {
        for key in ["rules-contact-text", "keep-long-text"] {
            let said = lang.say(key, &organiser);
            assert!(said.contains(&CONTACT_DAYS.to_string()), "{} {key}: {said}", lang.tag());
        }
    }
}

#[test]
fn every_described_type_has_a_name_of_its_own() {
    let mut named: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in files("src", &["rs"]) {
        let mut described = None;
        for line in text.lines() {
            if line.starts_with("#[derive(") {
                described = line.contains("ToSchema").then_some(None);
            } else if let Some((_, rest)) = line.split_once("#[schema(as = ") {
                described = Some(rest.split([')', ',']).next().map(str::to_owned));
            } else if let Some(rest) = line.strip_prefix("pub struct ").or(line.strip_prefix("pub enum "))
                && let Some(given) = described.take()
            {
                let own = rest.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
                named.entry(given.unwrap_or_else(|| own.to_owned())).or_default().push(path.display().to_string());
            }
        }
    }
    named.retain(|_, paths| paths.len() > 1);

    assert!(named.is_empty(), "one would be described as the other; say `#[schema(as = ..)]`: {named:#?}");
}

/// A migration without the blocks that are marked for one engine.
fn without_marked_blocks(text: &str) -> String {
    let mut marked = false;
    let lines = text.lines().map(|line| {
        marked = line.starts_with("-- only: ") || (marked && !line.is_empty());
        if marked { "" } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn all_sources() -> Vec<(PathBuf, String)> {
    let rust = ["src", "tests"].into_iter().flat_map(|folder| files(folder, &["rs"]));
    rust.chain(files("web", &["ts", "css", "html", "mjs"])).collect()
}

/// Every file of a folder with one of these endings, by its path from the top, with its text.
pub fn files(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let top = Path::new(env!("CARGO_MANIFEST_DIR"));
        for entry in std::fs::read_dir(top.join(&folder)).expect("a folder of ours").flatten() {
            let path = folder.join(entry.file_name());
            let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_owned();
            if entry.path().is_dir() {
                // What is fetched, built or written by machines is not ours to shape.
                if !["node_modules", "dist", "wire", "target"].iter().any(|it| path.ends_with(it)) {
                    folders.push(path);
                }
            } else if endings.contains(&ending.as_str()) {
                let text = std::fs::read_to_string(entry.path()).expect("a text");
                found.push((path, text));
            }
        }
    }
    found.sort();
    found
}
