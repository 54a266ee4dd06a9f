#!/usr/bin/env bash
# Two evenings against the real binary, on SQLite: ten people in ten browsers, and three with one laptop whose line is cut.
# Pictures of every page go to WALK_OUT.
#   tests/walk.sh
set -euo pipefail
cd "$(dirname "$0")/../web"
# The tests have built it, with the features of their own dependencies; as they do, so that nothing is compiled twice.
cargo test --locked --no-run
export CHROMIUM="${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}"
target=$(cargo metadata --format-version 1 --no-deps --locked | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
export WALK_BINARY="${WALK_BINARY:-$target/debug/wenzheng}"
# Beside each other: the three wait for a minute and a half until their line holds again.
failed=0
node walk/three.mjs &
three=$!
node walk/evening.mjs || failed=1
wait "$three" || failed=1
exit "$failed"
