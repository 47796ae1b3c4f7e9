#!/bin/sh
# Sees to what the browser tests need: Chromium, and fonts for the scripts of the demonstration.
# Installs Debian's packages when they are absent and this is root; else says what to install.
set -eu

missing=""
chromium=""
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then chromium=$name; break; fi
done
[ -n "$chromium" ] || missing="$missing chromium"
fonts=$(fc-list 2>/dev/null || true)
case "$fonts" in *NotoSans*) ;; *) missing="$missing fontconfig fonts-noto-core" ;; esac
case "$fonts" in *NotoSansCJK*) ;; *) missing="$missing fonts-noto-cjk" ;; esac
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing$missing"
  apt-get update -qq
  # shellcheck disable=SC2086  # a list of words
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  exit 0
fi

if [ -z "$chromium" ]; then
  echo "the browser tests need:$missing" >&2
  echo "hint: install them (on Debian: sudo apt-get install$missing) and run make again" >&2
  exit 1
fi
echo "note: without$missing some names show as boxes in the browser; the tests run all the same"
