#!/bin/sh
# e2e.sh: the Action end to end, with a real pytest suite and a real Maven build. Needs node, Java 17+, jq, python3 with
# venv, a package index, and the engine in the local Maven repository: from a clean clone it builds and installs everything first.
# Prints what it checked; exits with 0 only if all of it holds.
set -eu
cd "$(dirname "$0")"
if [ ! -f target/forkd-action.jar ]; then
  mvn -B -q -f ../pom.xml install -DskipTests
  [ -f target/forkd-action.jar ] || mvn -B -q package -DskipTests
fi
work=$PWD/target/e2e
mkdir -p "$work"
# Local sandboxes share the host's files, so the suites are copied: nothing is left in the work tree.
suite=$work/suite
rm -rf "$suite"
cp -r e2e/pytest-suite "$suite"
emulate=$PWD/e2e/emulate.js
examples=$PWD/../examples
suites=$PWD/e2e
./assemble.sh "$work/action"
dist=$work/action/dist
if [ ! -x "$work/venv/bin/pytest" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install -q 'pytest>=8,<9' 'pytest-split>=0.10,<1' 'pytest-shard>=0.1,<1'
fi
PATH=$work/venv/bin:$PATH
export PATH PYTHONDONTWRITEBYTECODE=1

check() {
  if [ "$2" = "$3" ]; then echo "ok: $1: $2"; else
    echo "NOT OK: $1: expected '$3', was '$2'" >&2
    exit 1
  fi
}

# names REPORT: the tests of a JUnit XML report, one per line, sorted.
names() {
  python3 -c 'import sys, xml.etree.ElementTree as t
print("\n".join(sorted(c.get("classname") + "." + c.get("name") for c in t.parse(sys.argv[1]).iter("testcase"))))' "$1"
}

cd "$suite"
pytest -q --junitxml="$work/plain.xml" tests >"$work/plain.log" || true
names "$work/plain.xml" >"$work/plain.names"
all=$(wc -l <"$work/plain.names")

echo "== 1. one step, 4 sandboxes, sharded by SANDBOX_INDEX with pytest-shard, one failing test"
EMULATED_STEP=$work/run node "$emulate" "$dist" main.js url=local n=4 \
  'command=pytest -q tests --num-shards "$SANDBOX_COUNT" --shard-id "$SANDBOX_INDEX" --junitxml="$FORKD_REPORTS/pytest.xml"'
run=$work/run
check "exit codes of main and post" "$(cat "$run/exit")" "1 0"
check "any_failed" "$(cat "$run/output-any_failed")" true
check "results in jq: entries" "$(jq length "$run/output-results")" 4
check "results in jq: failed sandboxes" "$(jq '[.[] | select(.exit_code != 0)] | length' "$run/output-results")" 1
merged=$(dirname "$(cat "$run/output-results_file")")/junit.xml
names "$merged" >"$run/names"
check "tests of all sandboxes, each once, are those of plain pytest" "$(cmp "$run/names" "$work/plain.names" && wc -l <"$run/names")" "$all"
check "the summary names the failing test" "$(grep -c 'test&#95;refund&#95;is&#95;rounded\|refund' "$run/step_summary" | sed 's/^[1-9].*/yes/')" yes

echo "== 2. the same with pytest-split and the framework input, without a list of files"
EMULATED_STEP=$work/framework node "$emulate" "$dist" split.js url=local n=4 framework=pytest-split fail_on_nonzero=false \
  'command=pytest -q tests --junitxml="$FORKD_REPORTS/pytest.xml"'
check "exit codes of main and post" "$(cat "$work/framework/exit")" "0 0"
names "$(dirname "$(cat "$work/framework/output-results_file")")/junit.xml" >"$work/framework/names"
check "tests of all sandboxes, each once" "$(cmp "$work/framework/names" "$work/plain.names" && wc -l <"$work/framework/names")" "$all"

echo "== 3. split by recorded times, as a plan and as a queue"
cp "$work/plain.xml" "$suite/.recorded.xml"
for mode in static queue; do
  EMULATED_STEP=$work/$mode node "$emulate" "$dist" split.js url=local n=4 mode=$mode fail_on_nonzero=false \
    'files=tests/test_*.py' 'timings=*.recorded.xml' \
    'command=pytest -q --junitxml="$FORKD_REPORTS/$FORKD_JOB.xml" $(cat "$FORKD_FILES")' |
    tee "$work/$mode.log" | grep '^forkd: \(plan\|queue\|measured\)' || true
  check "$mode: exit codes of main and post" "$(cat "$work/$mode/exit")" "0 0"
  names "$(dirname "$(cat "$work/$mode/output-results_file")")/junit.xml" >"$work/$mode/names"
  check "$mode: tests of all sandboxes, each once" "$(cmp "$work/$mode/names" "$work/plain.names" && wc -l <"$work/$mode/names")" "$all"
done

echo "== 4. plans on the recorded history, judged by the times of another run, beside pytest-split's own"
pytest -q tests --store-durations --durations-path "$work/durations.json" >/dev/null || true
jq -r 'keys[]' "$work/durations.json" >"$work/items"
pytest -q tests --store-durations --durations-path "$work/actual.json" >/dev/null || true
for algorithm in duration_based_chunks least_duration; do
  parts=
  for group in 1 2 3 4; do
    pytest -q tests --collect-only --splits 4 --group $group --splitting-algorithm $algorithm \
      --durations-path "$work/durations.json" | grep :: >"$work/$algorithm-$group"
    parts="$parts --compare $work/$algorithm-$group"
  done
  echo "pytest-split $algorithm (other), per test:"
  java -jar "$dist/forkd-action.jar" plan --n 4 --timings "$work/durations.json" --actual "$work/actual.json" --items "$work/items" $parts
done
echo "== 5. build: the tests of plain mvn test, distributed by the engine, same reports"
cd "$work"
rm -rf features
mkdir features
cp -r "$examples"/features/pom.xml "$examples"/features/src features/
cd features
mvn -B -q test -Dreports=plain >"$work/maven-plain.log" 2>&1
EMULATED_STEP=$work/build node "$emulate" "$dist" build.js url=local \
  'command=mvn -B test -Pforkd -Dreports=sandboxes' 'reports=**/target/sandboxes/TEST-*.xml' >"$work/maven-build.log" 2>&1
check "exit codes of main and post" "$(cat "$work/build/exit")" "0 0"
for run in plain sandboxes; do
  for report in target/$run/TEST-*.xml; do names "$report"; done | grep . | sort >"$work/$run.tests"
done
check "tests in the reports, by name" "$(cmp "$work/plain.tests" "$work/sandboxes.tests" && wc -l <"$work/sandboxes.tests")" \
  "$(wc -l <"$work/plain.tests")"
comparer=$examples/../integration-tests/src/main/java/dev/forkd/reports/CompareReports.java
check "reports, compared in full" "$(java "$comparer" --full target/plain target/sandboxes | tail -1 | sed 's/.*, //')" \
  "differences: 0"
check "tests that the step counted" "$(cat "$work/build/output-tests")" "$(wc -l <"$work/plain.tests")"
grep -m 1 'forkd: running' "$work/maven-build.log"
echo "== 6. vitest, sharded with the framework input"
rm -rf "$work/vitest"
cp -r "$suites/vitest-suite" "$work/vitest"
cd "$work/vitest"
npm install --silent --no-audit --no-fund --no-save vitest@3 >"$work/npm.log" 2>&1
EMULATED_STEP=$work/vitest-step node "$emulate" "$dist" split.js url=local n=3 framework=vitest \
  'command=npx vitest run $FORKD_SHARD_ARGS --reporter=junit --outputFile="$FORKD_REPORTS/vitest.xml"' >"$work/vitest.log" 2>&1
check "exit codes of main and post" "$(cat "$work/vitest-step/exit")" "0 0"
names "$(dirname "$(cat "$work/vitest-step/output-results_file")")/junit.xml" >"$work/vitest.names"
check "tests of all sandboxes" "$(wc -l <"$work/vitest.names")" 6
check "tests of all sandboxes, each once" "$(sort -u "$work/vitest.names" | wc -l)" 6
echo "all checks hold"
