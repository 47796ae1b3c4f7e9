#!/bin/sh
# Resolves the dependencies again and writes the lock files: every version and hash, for every
# system and Python version, without the name of a package index.
set -eu
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv

compile() {
  "$folder/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --upgrade \
    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    "$1" --output-file "$2"
  echo "wrote $2"
}

compile pyproject.toml requirements/runtime.txt
compile requirements/build.in requirements/build.txt
compile requirements/dev.in requirements/dev.txt
for project in builder/assets verifier tests/bench/reference; do
  (cd "$project" && npm install --package-lock-only --ignore-scripts --silent)
  echo "wrote $project/package-lock.json"
done
