#!/bin/sh
# act.sh [JOB ...]: the README's quick start (job try) and jobs of workflows/self-test.yml on this machine, in nektos/act
# without Docker; all that need no container and no GitHub by default. Needs node, git, and act 0.2.89 or newer on the
# PATH, or Go and its module proxy to install it.
#
# Other people's actions are replaced by stand-ins: download-artifact brings the action as assemble.sh makes it,
# setup-java puts a java first that says that it is 8.
set -eu
cd "$(dirname "$0")"
[ -f target/forkd-action.jar ] || mvn -B -q -f ../pom.xml -pl action -am package -DskipTests
jobs=${*:-try matrix failure step-timeout java-8-first}
work=$PWD/target/act
rm -rf "$work/repository" "$work/stand-ins"
mkdir -p "$work/repository/.github/workflows" "$work/cache"
# Older ones do not know node24, which the action asks for.
act=$(command -v act || true)
if [ -z "$act" ] || ! { echo "act version 0.2.89" && "$act" --version; } | sort -VC; then
  [ -x "$work/bin/act" ] || GOBIN=$work/bin go install github.com/nektos/act@v0.2.89
  act=$work/bin/act
fi
./assemble.sh "$work/action"

# stand_in NAME: makes one of the script on stdin.
stand_in() {
  mkdir -p "$work/stand-ins/$1"
  cat >"$work/stand-ins/$1/run.sh"
  cat >"$work/stand-ins/$1/action.yml" <<END
name: stand-in for $1
description: for act.sh
runs:
  using: composite
  steps:
    - run: sh "$work/stand-ins/$1/run.sh"
      shell: sh
END
}
stand_in download-artifact <<END
rm -rf action-under-test
cp -R "$work/action" action-under-test
END
stand_in setup-java <<END
mkdir -p old/bin
printf 'JAVA_VERSION="1.8.0_402"\n' >old/release
printf '#!/bin/sh\necho "openjdk version \\"1.8.0_402\\"" >&2\n[ "\$1" = -version ]\n' >old/bin/java
chmod +x old/bin/java
echo "JAVA_HOME=\$PWD/old" >>"\$GITHUB_ENV"
echo "JAVA_HOME_21_X64=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p')" >>"\$GITHUB_ENV"
echo "\$PWD/old/bin" >>"\$GITHUB_PATH"
END
# What a job needs was built above.
sed '/^    needs: build$/d' workflows/self-test.yml >"$work/repository/.github/workflows/self-test.yml"
{
  echo "on: push"
  awk '/^```yaml$/ { inside = 1; next } inside && /^```$/ { exit } inside' README.md
} >"$work/repository/.github/workflows/quick-start.yml"
git -C "$work/repository" init -q
git -C "$work/repository" add -A
git -C "$work/repository" -c user.name=act -c user.email=act@localhost commit -q -m "for act"
cd "$work/repository"
for job in $jobs; do
  if XDG_CACHE_HOME=$work/cache "$act" push --job "$job" --pull=false --env CI=true \
    -P ubuntu-latest=-self-hosted -P ubuntu-22.04=-self-hosted -P ubuntu-24.04=-self-hosted -P ubuntu-24.04-arm=-self-hosted \
    --local-repository "actions/download-artifact@v6=$work/stand-ins/download-artifact" \
    --local-repository "OWNER/forkd-action@v1=$work/action" \
    --local-repository "actions/setup-java@v5=$work/stand-ins/setup-java" >"$work/$job.log" 2>&1; then
    echo "ok: job $job: $(grep -c '✅  Success - Main' "$work/$job.log") steps did as they should"
  else
    tail -40 "$work/$job.log"
    echo "NOT OK: job $job" >&2
    exit 1
  fi
done
