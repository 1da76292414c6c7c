#!/bin/sh
# Makes the git of another suite of Debian runnable, with the C library of that suite: test/torture/other-git.sh SUITE DIRECTORY.
# Whatever has DIRECTORY/bin first on its PATH uses it. Nothing is installed.
set -eu
suite=$1
at=$2
mkdir -p "$at/lists/partial" "$at/cache/archives/partial" "$at/bin" "$at/root"
sed "s/^Suites:.*/Suites: $suite/" /etc/apt/sources.list.d/debian.sources | sed '/^$/,$d' >"$at/suite.sources"
apt() {
  apt-get -qq -o Dir::Etc::SourceList="$at/suite.sources" -o Dir::Etc::SourceParts=/dev/null \
    -o Dir::State::Lists="$at/lists" -o Dir::Cache="$at/cache" -o APT::Sandbox::User=root "$@" >&2
}
apt update
(cd "$at/cache" && apt download "git/$suite" "libc6/$suite" "libpcre2-8-0/$suite" "zlib1g/$suite")
for package in "$at"/cache/*.deb; do dpkg-deb -x "$package" "$at/root"; done

git=$at/root/usr/lib/git-core/git
mv "$git" "$git.real"
# By way of a loader, so that git still learns whether it was called as git-upload-pack.
run="/lib64/ld-linux-x86-64.so.2 --argv0 \"\$0\" '$git.real'"
if ! "$git.real" --version >/dev/null 2>&1; then
  loader=$(find "$at/root" -name 'ld-linux*.so.*' -type f | head -n 1)
  run="'$loader' --argv0 \"\$0\" --library-path '$(dirname "$loader")' '$git.real'"
fi
# The oldest that is supported, 2.32, is in no suite. Debian's 2.30 stands in for it: it says that it is 2.32, and answers the one question
# of Tidemark's that is younger, `rev-parse --path-format=absolute`, and finds the settings of the tests where GIT_CONFIG_GLOBAL says. The
# rest it has to manage as it is.
old=$("$git.real" --version 2>/dev/null | grep -c ' 2\.30\.' || true)
cat >"$git" <<GIT
#!/bin/sh
export GIT_EXEC_PATH='$at/root/usr/lib/git-core'
case '$old'\$GIT_CONFIG_GLOBAL in 1*/.gitconfig) export HOME="\${GIT_CONFIG_GLOBAL%/*}" ;; esac
case '$old'\$* in
1--version) echo 'git version 2.32.0' && exit ;;
1*rev-parse\ --path-format=absolute*)
  for word; do
    shift
    [ "\$word" = --path-format=absolute ] || set -- "\$@" "\$word"
  done
  told=\$($run "\$@")
  code=\$?
  printf '%s\n' "\$told" | while IFS= read -r line; do
    case \$line in '' | true | false | sha1 | sha256) echo "\$line" ;; *) /usr/bin/realpath -m "\$line" ;; esac
  done
  exit "\$code"
  ;;
esac
exec $run "\$@"
GIT
chmod +x "$git"
ln -sf "$git" "$at/bin/git"
"$at/bin/git" --version
