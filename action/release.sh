#!/bin/sh
# release.sh VERSION [REMOTE]: builds the jar twice, compares the bytes, and makes the release commit in a repository of
# its own below target: action.yml files, launcher, jar, README, LICENSE, and nothing else. Only with REMOTE anything is
# pushed: the commit as tag vVERSION, and the tags of its lines, moved.
# EXPECTED_SHA256, if set, is the jar's digest as another machine built it.
set -eu
cd "$(dirname "$0")"
version=${1:?usage: release.sh VERSION [REMOTE]}
remote=${2:-}
echo "$version" | grep -Eqx '[0-9]+\.[0-9]+\.[0-9]+' || {
  echo "release: '$version' is not MAJOR.MINOR.PATCH" >&2
  exit 2
}
source=$(git rev-parse HEAD)
[ -z "$(git status --porcelain -- .)" ] || {
  echo "release: there are changes that are not committed" >&2
  exit 1
}

digest() {
  if command -v sha256sum >/dev/null; then sha256sum <"$1" | cut -d' ' -f1; else shasum -a 256 <"$1" | cut -d' ' -f1; fi
}

# Each from a clone of its own, so that nothing of this work tree gets in.
for build in first second; do
  rm -rf "target/release-$build"
  git clone -q --no-hardlinks .. "target/release-$build"
  git -C "target/release-$build" checkout -q "$source"
  (cd "target/release-$build" && mvn -B -q -pl action -am package -DskipTests -Dmaven.test.skip=true)
done
first=$(digest target/release-first/action/target/forkd-action.jar)
second=$(digest target/release-second/action/target/forkd-action.jar)
[ "$first" = "$second" ] || {
  echo "release: two builds of $source differ: $first and $second" >&2
  exit 1
}
[ -z "${EXPECTED_SHA256:-}" ] || [ "$first" = "$EXPECTED_SHA256" ] || {
  echo "release: another machine built $EXPECTED_SHA256, this one $first" >&2
  exit 1
}
echo "release: two builds of $source are the same, sha256 $first"

target/release-first/action/assemble.sh "$PWD/target/release"
rm -rf target/release-commit
git init -q target/release-commit
cp -R target/release/. target/release-commit/
cd target/release-commit
git add -A
date=$(git -C ../.. log -1 --format=%cI "$source")
GIT_AUTHOR_DATE=$date GIT_COMMITTER_DATE=$date git -c user.name=release -c user.email=release@localhost commit -q \
  -m "Release $version" -m "Built from $source. sha256 of dist/forkd-action.jar: $first"
major=${version%%.*}
minor=${version%.*}
for tag in "v$version" "v$major" "v$minor"; do git tag -f "$tag" >/dev/null; done
[ -z "$(git ls-files | grep -v -E '^((build|split|upload|download)/)?action(-types)?\.yml$|^dist/[a-z-]+\.(js|jar)$|^README\.md$|^LICENSE$')" ]
echo "release: commit $(git rev-parse HEAD), tags v$version v$major v$minor, $(git ls-files | wc -l | tr -d ' ') files"
if [ -z "$remote" ]; then
  echo "release: nothing was pushed; give a remote to do so"
else
  git push "$remote" "v$version"
  git push --force "$remote" "v$major" "v$minor"
fi
