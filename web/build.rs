//! Tells cargo that a release binary carries what `npm run build` laid into `web/dist`.

/// What the binary carries: what was built, the words, and each room's templates.
const EMBEDDED: [&str; 9] = [
    "web/dist",
    "web/locale",
    "web/shell",
    "web/account",
    "web/intake",
    "web/desk",
    "web/stage",
    "web/followup",
    "web/office",
];

fn main() {
    println!("cargo::rerun-if-changed=web/build.rs");
    // A debug build reads pages and assets from disk and needs no rebuild when they change.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        for path in EMBEDDED {
            println!("cargo::rerun-if-changed={path}");
        }
    }
}
