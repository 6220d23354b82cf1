#!/bin/sh
# assemble.sh TARGET: the Action as it is released: action.yml files, launcher, jar, README, LICENSE, and nothing else.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=$1
jar=$here/target/forkd-action.jar
[ -f "$jar" ] || {
  echo "assemble: $jar is missing; run mvn install -DskipTests in the project first" >&2
  exit 1
}
rm -rf "$target"
mkdir -p "$target/dist"
cp "$here/action.yml" "$here/action-types.yml" "$here/README.md" "$here/../LICENSE" "$target/"
for sub in build split upload download; do
  mkdir "$target/$sub"
  cp "$here/$sub/action.yml" "$here/$sub/action-types.yml" "$target/$sub/"
done
cp "$here"/dist/*.js "$jar" "$target/dist/"
