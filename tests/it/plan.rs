//! The plan of the house: which room stands on which floor. Imports run downwards only, and on floors 2 and 5 never
//! sideways: a stray arrow fails with file and line.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Every room and its floor.
const FLOORS: &[(u8, &[&str])] = &[
    (7, &["main"]),
    (6, &["server", "crew"]),
    (5, &["office", "intake", "desk", "stage", "followup", "liaison", "account", "live", "chores"]),
    (4, &["http"]),
    (3, &["app"]),
    (2, &["store", "hub", "pages", "text", "media", "notify", "vault", "pace", "outside"]),
    (1, &["domain", "config", "lang"]),
];

/// The floors on which rooms are strangers to each other: they meet in the store and in the journal.
const STRANGERS: [u8; 3] = [1, 2, 5];

/// What rules have no business with.
const NOT_IN_RULES: [&str; 8] =
    ["async ", ".await", "tokio::", "std::fs", "std::net", "std::env", "SystemTime", "rand::"];

#[test]
fn imports_run_downwards_only() {
    let strays: Vec<String> = sources().iter().flat_map(|(path, text)| strays(path, text)).collect();

    assert!(strays.is_empty(), "arrows that do not run downwards:\n{}", strays.join("\n"));
}

#[test]
fn every_room_has_a_floor() {
    let floors = floors();
    let homeless: Vec<String> =
        sources().iter().map(|(path, _)| room(path)).filter(|it| !floors.contains_key(it.as_str())).collect();

    assert!(homeless.is_empty(), "rooms without a floor: {homeless:?}");
}

#[test]
fn rules_neither_wait_nor_read_nor_write() {
    let mut found = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| room(path) == "domain") {
        for (number, line) in code(text) {
            if let Some(word) = NOT_IN_RULES.iter().find(|word| line.contains(**word)) {
                found.push(format!("{}:{number}: {word}", path.display()));
            }
        }
    }

    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_planted_stray_is_found_with_file_and_line() {
    let planted = "//! Planted.\n\nuse crate::{\n    app::{self, App},\n    desk::{decide, undo::undo},\n    domain::id,\n};\nfn f() { crate::stage::take() }\n";

    let found = strays(Path::new("src/store/questions.rs"), planted);

    assert_eq!(
        found,
        [
            "src/store/questions.rs:4: store (2) reaches up to app (3)",
            "src/store/questions.rs:5: store (2) reaches up to desk (5)",
            "src/store/questions.rs:8: store (2) reaches up to stage (5)",
        ]
    );
    assert_eq!(strays(Path::new("src/desk/merge.rs"), "use crate::intake::ask;").len(), 1, "never sideways");
    assert_eq!(strays(Path::new("src/desk/merge.rs"), "use crate::{desk::undo, http::seen};").len(), 0);
}

fn floors() -> BTreeMap<&'static str, u8> {
    FLOORS.iter().flat_map(|(floor, rooms)| rooms.iter().map(|room| (*room, *floor))).collect()
}

fn strays(path: &Path, text: &str) -> Vec<String> {
    let (floors, from) = (floors(), room(path));
    let mut found = Vec::new();
    let Some(&floor) = floors.get(from.as_str()) else { return found };
    for (number, to) in reached(text) {
        let at = path.display();
        match floors.get(to.as_str()) {
            None => {}
            _ if to == from => {}
            Some(&other) if other > floor => {
                found.push(format!("{at}:{number}: {from} ({floor}) reaches up to {to} ({other})"))
            }
            Some(&other) if other == floor && STRANGERS.contains(&floor) => {
                found.push(format!("{at}:{number}: {from} and {to} are strangers on floor {floor}"));
            }
            Some(_) => {}
        }
    }
    found
}

/// Every room that a text reaches by `crate::room` or `crate::{room, ..}`, with its line.
fn reached(text: &str) -> Vec<(usize, String)> {
    let plain: String = text
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = Vec::new();
    for (at, _) in plain.match_indices("crate::") {
        let begin = at + "crate::".len();
        if !plain[begin..].starts_with('{') {
            found.push((line_of(&plain, begin), word(&plain[begin..])));
            continue;
        }
        let (mut depth, mut expects) = (0, false);
        for (n, letter) in plain[begin..].char_indices() {
            match letter {
                '{' => {
                    depth += 1;
                    expects |= depth == 1;
                }
                '}' => depth -= 1,
                ',' => expects = depth == 1,
                letter if expects && letter.is_alphabetic() => {
                    found.push((line_of(&plain, begin + n), word(&plain[begin + n..])));
                    expects = false;
                }
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// The lines of a text that are not comments, with their numbers.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(n, line)| (n + 1, line));
    lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The room of a file: `src/desk/merge.rs` and `src/desk.rs` are in `desk`.
fn room(path: &Path) -> String {
    let within: PathBuf = path.components().skip(1).take(1).collect();
    within.with_extension("").display().to_string()
}

/// Every Rust file of `src/` but the table of contents, with its text.
fn sources() -> Vec<(PathBuf, String)> {
    let all = super::shape::files("src", &["rs"]).into_iter().filter(|(path, _)| path != Path::new("src/lib.rs"));
    all.collect()
}
