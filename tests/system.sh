#!/usr/bin/env bash
# Installs from the system's packages what the suite needs and this machine lacks. Does nothing when all is there.
set -euo pipefail

wanted=()
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || wanted+=(postgresql)
command -v redis-server >/dev/null || wanted+=(redis-server)
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || wanted+=(chromium)
command -v pdftotext >/dev/null || wanted+=(poppler-utils)
# It reads to the end: where grep left early, fc-list would fail, and the fonts would seem to be missing.
fc-list 2>/dev/null | grep -i 'noto.*cjk' >/dev/null || wanted+=(fonts-noto-cjk)
[ "${#wanted[@]}" = 0 ] && exit 0

echo "installing: ${wanted[*]}"
as_root=()
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "neither root nor sudo: install ${wanted[*]} first" >&2; exit 1; }
    as_root=(sudo)
fi
command -v apt-get >/dev/null || { echo "no apt here: install ${wanted[*]} first" >&2; exit 1; }
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}"
