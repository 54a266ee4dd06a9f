#!/usr/bin/env bash
# Format, warnings, documentation and dependencies of the Rust half. tests/web.sh check does it for the other.
set -euo pipefail
cd "$(dirname "$0")/.."

cargo fmt --check
cargo clippy --all-targets --locked -- -D warnings
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked
if cargo deny --version >/dev/null 2>&1; then
    cargo deny check
else
    echo "=== NOT CHECKED: licences and advisories of dependencies. cargo-deny is not installed. ===" >&2
fi
