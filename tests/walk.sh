#!/usr/bin/env bash
# One evening with ten people in ten browsers against the real binary, on SQLite. Pictures of every page go to WALK_OUT.
#   cargo build && tests/walk.sh
set -euo pipefail
cd "$(dirname "$0")/../web"
# The tests have built it; called by hand it is built here, and nothing is done twice.
cargo build --locked
export CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}"
target=$(cargo metadata --format-version 1 --no-deps --locked | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
WALK_BINARY="${WALK_BINARY:-$target/debug/wenzheng}" node walk/evening.mjs
