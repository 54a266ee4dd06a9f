#!/usr/bin/env bash
# Every page in a real browser: what axe finds, what script and paper need, what a phone pays; see web/check/pages.mjs.
set -euo pipefail
cd "$(dirname "$0")/.."

tests/web.sh
cargo test --locked --no-run
chromium=$(command -v chromium || command -v chromium-browser)
CHROMIUM="$chromium" node web/check/pages.mjs "$(realpath "${CARGO_TARGET_DIR:-target}")/debug/wenzheng"
