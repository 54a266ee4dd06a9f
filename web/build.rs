//! Tells cargo that a release binary carries what `npm run build` laid into `web/dist`.

fn main() {
    println!("cargo::rerun-if-changed=web/build.rs");
    // A debug build reads pages and assets from disk and needs no rebuild when they change.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        for path in ["web/dist", "web/locale", "web/shell", "web/intake", "web/desk"] {
            println!("cargo::rerun-if-changed={path}");
        }
    }
}
