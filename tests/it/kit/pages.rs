//! Every page and form of the house, and who may open it: one table, held against the routes in the source.

use std::collections::BTreeSet;

use wenzheng::domain::role::Deed::{
    self, Administer, Answer, ApproveAir, AskOnAir, Audit, Capture, ConfirmPromise, Direct, LeadDesk, Moderate,
    ReadDesk, ReadStage, Reveal, Supervise, TypeIn, Verify,
};

/// Who may open a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Anybody.
    Anyone,
    /// Whoever shows receipt and secret.
    Asker,
    /// A display with its link.
    Screen,
    /// Everybody of the staff.
    Signed,
    /// Of the staff, who may do the deed.
    Staff(Deed),
}
use Page::{Anyone, Asker, Screen, Signed, Staff};

/// Pages that are read, and for whom.
const READ: &[(&str, Page)] = &[
    ("/", Anyone),
    ("/api/v1/openapi.json", Anyone),
    ("/assets/{*name}", Anyone),
    ("/alarms/{id}", Staff(Reveal)),
    ("/audit", Staff(Audit)),
    ("/c/{id}", Anyone),
    ("/c/{id}/contest", Anyone),
    ("/clear", Anyone),
    ("/department", Staff(Answer)),
    ("/department/c/{id}", Staff(Answer)),
    ("/department/c/{id}/sheet", Staff(Answer)),
    ("/department/q/{id}", Staff(Answer)),
    ("/department/q/{id}/sheet", Staff(Answer)),
    ("/desk/{slug}", Staff(ReadDesk)),
    ("/desk/{slug}/contests", Staff(ReadDesk)),
    ("/desk/{slug}/gate", Staff(LeadDesk)),
    ("/desk/{slug}/sheet", Staff(ReadDesk)),
    ("/desk/{slug}/type-in", Staff(TypeIn)),
    ("/healthz", Anyone),
    ("/i/{slug}", Anyone),
    ("/i/{slug}/ask", Anyone),
    ("/i/{slug}/identity", Anyone),
    ("/i/{slug}/identity/app", Anyone),
    ("/i/{slug}/identity/wechat", Anyone),
    ("/ledger", Anyone),
    ("/office", Staff(Administer)),
    ("/office/departments/new", Staff(Administer)),
    ("/office/departments/{slug}", Staff(Administer)),
    ("/office/imports/{id}", Staff(Administer)),
    ("/office/inquiries/new", Staff(Administer)),
    ("/office/inquiries/{slug}", Staff(Administer)),
    ("/office/inquiries/{slug}/plan", Staff(Administer)),
    ("/office/inquiries/{slug}/summons", Staff(Administer)),
    ("/office/people/new", Staff(Administer)),
    ("/office/people/{id}", Staff(Administer)),
    ("/office/programmes/new", Staff(Administer)),
    ("/office/programmes/{slug}", Staff(Administer)),
    ("/q/{id}", Anyone),
    ("/q/{id}/contest", Anyone),
    ("/r", Anyone),
    ("/r/{receipt}", Asker),
    ("/r/{receipt}/data", Asker),
    ("/r/{receipt}/photos/{id}", Asker),
    ("/readyz", Anyone),
    ("/screen/worker.js", Anyone),
    ("/screen/{key}", Screen),
    ("/screen/{key}/state", Screen),
    ("/scribe/{slug}", Staff(Capture)),
    ("/sign-in", Anyone),
    ("/stage/{slug}/checks", Staff(ReadStage)),
    ("/stage/{slug}/deputy", Staff(AskOnAir)),
    ("/stage/{slug}/deputy-cards", Staff(ReadStage)),
    ("/stage/{slug}/pairs", Staff(ReadStage)),
    ("/stage/{slug}/rundown", Staff(ReadStage)),
    ("/stage/{slug}/sheet", Staff(ReadStage)),
    ("/stage/{slug}/sign-off", Staff(ReadStage)),
    ("/stage/{slug}/cards", Staff(ReadStage)),
    ("/supervision", Staff(Supervise)),
    ("/supervision/c/{id}", Staff(Supervise)),
    ("/supervision/c/{id}/sending", Staff(Supervise)),
    ("/supervision/c/{id}/sheet", Staff(Supervise)),
    ("/supervision/h/{id}", Staff(Supervise)),
    ("/supervision/q/{id}", Staff(Supervise)),
    ("/supervision/q/{id}/sending", Staff(Supervise)),
    ("/supervision/q/{id}/sheet", Staff(Supervise)),
    ("/supervision/{slug}/closing", Staff(Supervise)),
    ("/supervision/{slug}/morning", Staff(Supervise)),
    ("/supervision/{slug}/register", Staff(Supervise)),
    ("/supervision/{slug}/sending", Staff(Supervise)),
    ("/today", Signed),
    ("/verification", Staff(Verify)),
    ("/verification/c/{id}", Staff(Verify)),
    ("/ws/v1", Anyone),
];

/// Forms that are sent, and by whom.
const SENT: &[(&str, Page)] = &[
    ("/alarms/{id}/end", Staff(Reveal)),
    ("/alarms/{id}/take", Staff(Reveal)),
    ("/audit/address", Staff(Audit)),
    ("/audit/verify", Staff(Audit)),
    ("/c/{id}", Anyone),
    ("/c/{id}/contest", Anyone),
    ("/department/c/{id}", Staff(Answer)),
    ("/department/c/{id}/evidence", Staff(Answer)),
    ("/clear", Anyone),
    ("/department/q/{id}", Staff(Answer)),
    ("/department/q/{id}/flat", Staff(Answer)),
    ("/department/q/{id}/return", Staff(Answer)),
    ("/department/q/{id}/flat/open", Staff(Answer)),
    ("/desk/{slug}/contests", Staff(Moderate)),
    ("/desk/{slug}/gate", Staff(LeadDesk)),
    ("/desk/{slug}/gate/hall", Staff(LeadDesk)),
    ("/desk/{slug}/type-in", Staff(TypeIn)),
    ("/i/{slug}/ask", Anyone),
    ("/i/{slug}/identity/app", Anyone),
    ("/i/{slug}/identity/wechat", Anyone),
    ("/office/departments/new", Staff(Administer)),
    ("/office/departments/{slug}", Staff(Administer)),
    ("/office/imports/{id}/mapping", Staff(Administer)),
    ("/office/imports/{id}/run", Staff(Administer)),
    ("/office/inquiries/new", Staff(Administer)),
    ("/office/inquiries/{slug}/imports", Staff(Administer)),
    ("/office/inquiries/{slug}/interruption", Staff(Administer)),
    ("/office/inquiries/{slug}/open", Staff(Administer)),
    ("/office/inquiries/{slug}/plan", Staff(Administer)),
    ("/office/inquiries/{slug}/summons", Staff(Administer)),
    ("/office/inquiries/{slug}/unsealing", Staff(Administer)),
    ("/office/people/new", Staff(Administer)),
    ("/office/people/{id}/end", Staff(Administer)),
    ("/office/people/{id}/grants", Staff(Administer)),
    ("/office/people/{id}/grants/{grant}/end", Staff(Administer)),
    ("/office/people/{id}/invitation", Staff(Administer)),
    ("/office/programmes/new", Staff(Administer)),
    ("/office/programmes/{slug}", Staff(Administer)),
    ("/q/{id}/contest", Anyone),
    ("/q/{id}/second", Anyone),
    ("/q/{id}/second/withdraw", Anyone),
    ("/r", Anyone),
    ("/r/{receipt}/appeal", Asker),
    ("/r/{receipt}/completion", Asker),
    ("/r/{receipt}/erasure", Asker),
    ("/r/{receipt}/flat", Asker),
    ("/r/{receipt}/full-erasure", Asker),
    ("/r/{receipt}/harassed", Asker),
    ("/r/{receipt}/photos", Asker),
    ("/r/{receipt}/photos/{id}/remove", Asker),
    ("/r/{receipt}/rating", Asker),
    ("/r/{receipt}/withdraw", Asker),
    ("/screen/{key}/ack", Screen),
    ("/screen/{key}/painted", Screen),
    ("/scribe/{slug}", Staff(Capture)),
    ("/scribe/{slug}/mark", Staff(Capture)),
    ("/scribe/{slug}/pairs", Staff(ConfirmPromise)),
    ("/sign-in", Anyone),
    ("/sign-out", Anyone),
    ("/stage/{slug}/checks", Staff(Direct)),
    ("/stage/{slug}/deputy", Staff(AskOnAir)),
    ("/stage/{slug}/pairs", Staff(ApproveAir)),
    ("/stage/{slug}/sign-off", Staff(Direct)),
    ("/stage/{slug}/sign-off/scan", Staff(Direct)),
    ("/supervision/c/{id}", Staff(Supervise)),
    ("/supervision/c/{id}/sheet", Staff(Supervise)),
    ("/supervision/h/{id}", Staff(Supervise)),
    ("/supervision/h/{id}/contact", Staff(Supervise)),
    ("/supervision/h/{id}/take", Staff(Supervise)),
    ("/supervision/q/{id}", Staff(Supervise)),
    ("/supervision/q/{id}/sheet", Staff(Supervise)),
    ("/supervision/c/{id}/sending", Staff(Supervise)),
    ("/supervision/c/{id}/sending/scan", Staff(Supervise)),
    ("/supervision/q/{id}/order", Staff(Supervise)),
    ("/supervision/q/{id}/sending", Staff(Supervise)),
    ("/supervision/q/{id}/sending/scan", Staff(Supervise)),
    ("/supervision/{slug}/sending", Staff(Supervise)),
    ("/supervision/{slug}/closing", Staff(Supervise)),
    ("/verification/c/{id}", Staff(Verify)),
    ("/verification/c/{id}/evidence", Staff(Verify)),
];

/// Every page and form: method, path, and for whom it is.
pub fn pages() -> impl Iterator<Item = (&'static str, &'static str, Page)> {
    let read = READ.iter().map(|(path, page)| ("GET", *path, *page));
    read.chain(SENT.iter().map(|(path, page)| ("POST", *path, *page)))
}

/// A page's address with something behind each of its names.
pub fn fill(path: &str, slug: &str, id: &str) -> String {
    let filled = path.replace("{slug}", slug).replace("{*name}", "none.css");
    ["{id}", "{receipt}", "{key}", "{grant}"].iter().fold(filled, |filled, name| filled.replace(name, id))
}

/// Every route outside the calls, as it is written in the source: method and path.
fn routed() -> BTreeSet<(&'static str, String)> {
    let mut routes = BTreeSet::new();
    let mut open = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for rest in text.split(".route(").skip(1) {
            let Some((path, methods)) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split_once('"'))
            else {
                panic!("a route whose path is not written out: {}", rest.lines().next().unwrap_or_default());
            };
            let methods = methods.split(".route(").next().and_then(|it| it.lines().next()).unwrap_or_default();
            for (method, name) in [("GET", "get("), ("POST", "post("), ("PUT", "put("), ("DELETE", "delete(")] {
                if methods.contains(name) {
                    routes.insert((method, path.to_owned()));
                }
            }
        }
    }
    routes
}

#[test]
fn every_page_stands_in_the_table_and_every_line_of_it_is_a_page() {
    let listed: BTreeSet<(&str, String)> = pages().map(|(method, path, _)| (method, path.to_owned())).collect();
    let routed = routed();

    assert!(routed.len() > 60, "only {} routes were found", routed.len());
    let homeless: Vec<_> = routed.difference(&listed).collect();
    assert!(homeless.is_empty(), "pages of which the table says nothing: {homeless:?}");
    let idle: Vec<_> = listed.difference(&routed).collect();
    assert!(idle.is_empty(), "lines of the table that are no pages: {idle:?}");
}
