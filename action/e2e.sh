#!/bin/sh
# e2e.sh [pytest] [history] [build] [vitest]: the Action end to end, with real tools; everything if no part is named.
#
#   pytest   4 sandboxes, a real pytest suite sharded by pytest-shard, pytest-split and recorded times
#   history  plans for a recorded real history, beside those of pytest-split
#   build    a real Maven build, distributed by the engine, its reports compared in full
#   vitest   a real vitest suite, sharded
#
# Needs node, Java 17+, jq, python3 with venv, and a package index (npm's for vitest). From a clean clone it builds and
# installs everything first. Prints what it checked; exits with 0 only if all of it holds.
set -eu
cd "$(dirname "$0")"
parts=${*:-pytest history build vitest}
for part in $parts; do
  case $part in
    pytest | history | build | vitest) ;;
    *)
      echo "e2e: there is no part '$part'; see the head of this script" >&2
      exit 2
      ;;
  esac
done
wants() { case " $parts " in *" $1 "*) true ;; *) false ;; esac }

if [ ! -f target/forkd-action.jar ]; then
  mvn -B -q -f ../pom.xml install -DskipTests
fi
here=$PWD
work=$here/target/e2e
mkdir -p "$work"
emulate=$here/e2e/emulate.js
./assemble.sh "$work/action"
dist=$work/action/dist

if wants pytest || wants history; then
  if [ ! -x "$work/venv/bin/pytest" ]; then
    rm -rf "$work/venv"
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install -q --disable-pip-version-check --retries 2 --timeout 20 \
      'pytest>=8,<9' 'pytest-split>=0.10,<1' 'pytest-shard>=0.1,<1' || {
      echo "e2e: pytest, pytest-split and pytest-shard could not be installed; is the package index reachable?" >&2
      exit 1
    }
  fi
  PATH=$work/venv/bin:$PATH
  export PATH PYTHONDONTWRITEBYTECODE=1
fi

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

# merged STEP: the tests in the merged report of a step.
merged() { names "$(cat "$1/output-junit_file")"; }

# each_once NAME STEP: the step ran exactly the tests of plain pytest.
each_once() {
  merged "$2" >"$2/names"
  check "$1: tests of all sandboxes, each once, are those of plain pytest" \
    "$(cmp "$2/names" "$work/plain.names" && wc -l <"$2/names")" "$(wc -l <"$work/plain.names")"
}

pytest_part() {
  # Local sandboxes share the host's files, so the suite is copied: nothing is left in the work tree.
  suite=$work/suite
  rm -rf "$suite"
  cp -r "$here/e2e/pytest-suite" "$suite"
  cd "$suite"
  pytest -q --junitxml="$work/plain.xml" tests >"$work/plain.log" || true
  names "$work/plain.xml" >"$work/plain.names"

  echo "== one step, 4 sandboxes, sharded by SANDBOX_INDEX with pytest-shard, one failing test"
  run=$work/run
  EMULATED_STEP=$run node "$emulate" "$dist" main.js url=local n=4 \
    'command=pytest -q tests --num-shards "$SANDBOX_COUNT" --shard-id "$SANDBOX_INDEX" --junitxml="$FORKD_REPORTS/pytest.xml"'
  check "exit codes of main and post" "$(cat "$run/exit")" "1 0"
  check "any_failed" "$(cat "$run/output-any_failed")" true
  check "results in jq: entries" "$(jq length "$run/output-results")" 4
  check "results in jq: failed sandboxes" "$(jq '[.[] | select(.exit_code != 0)] | length' "$run/output-results")" 1
  each_once pytest-shard "$run"
  check "the summary names the failing test" "$(grep -q 'test&#95;refund' "$run/step_summary" && echo yes)" yes

  echo "== the same with pytest-split and the framework input, without a list of files"
  EMULATED_STEP=$work/framework node "$emulate" "$dist" split.js url=local n=4 framework=pytest-split fail_on_nonzero=false \
    'command=pytest -q tests --junitxml="$FORKD_REPORTS/pytest.xml"' >"$work/framework.log"
  check "exit codes of main and post" "$(cat "$work/framework/exit")" "0 0"
  each_once pytest-split "$work/framework"

  echo "== split by recorded times, as a plan and as a queue"
  cp "$work/plain.xml" "$suite/.recorded.xml"
  for mode in static queue; do
    EMULATED_STEP=$work/$mode node "$emulate" "$dist" split.js url=local n=4 mode=$mode fail_on_nonzero=false \
      'files=tests/test_*.py' 'timings=*.recorded.xml' \
      'command=pytest -q --junitxml="$FORKD_REPORTS/$FORKD_JOB.xml" @"$FORKD_ITEMS_FILE"' >"$work/$mode.log"
    grep '^forkd: \(plan\|queue\|measured\)' "$work/$mode.log" || true
    check "$mode: exit codes of main and post" "$(cat "$work/$mode/exit")" "0 0"
    each_once "$mode" "$work/$mode"
  done
  cd "$here"
}

history_part() {
  echo "== plans for the test classes of commons-lang3, recorded in one run and judged by the times of another one"
  plans=$work/plans
  rm -rf "$plans"
  mkdir -p "$plans"
  jq -r 'keys[]' ../schedule/src/test/histories/commons-lang3-1.json >"$plans/items"
  for n in 2 4; do
    echo "$n sandboxes"
    for algorithm in least_duration duration_based_chunks; do
      python3 e2e/pytest_split_plan.py ../schedule/src/test/histories/commons-lang3-1.json $n $algorithm "$plans/$n-$algorithm"
      set --
      for group in "$plans/$n-$algorithm"-*; do set -- "$@" --compare "$group"; done
      java -jar "$dist/forkd-action.jar" plan --n $n --timings ../schedule/src/test/histories/commons-lang3-1.json \
        --actual ../schedule/src/test/histories/commons-lang3-2.json --items "$plans/items" "$@" |
        sed "s/^other:/pytest-split $algorithm:/" >>"$plans/$n"
    done
    # Ours were printed beside each of the two.
    awk '!seen[$0]++' "$plans/$n"
    check "$n sandboxes: plans that were judged" "$(awk '!seen[$0]++' "$plans/$n" | wc -l)" 4
  done
}

build_part() {
  echo "== build: the tests of plain mvn test, distributed by the engine, same reports"
  rm -rf "$work/features"
  mkdir "$work/features"
  cp -r ../examples/features/pom.xml ../examples/features/src "$work/features/"
  comparer=$(cd .. && pwd)/integration-tests/src/main/java/dev/forkd/reports/CompareReports.java
  cd "$work/features"
  mvn -B -q test -Dreports=plain >"$work/maven-plain.log" 2>&1
  EMULATED_STEP=$work/build node "$emulate" "$dist" build.js url=local timings=times \
    'command=mvn -B test -Pforkd -Dreports=sandboxes' 'reports=**/target/sandboxes/TEST-*.xml' >"$work/maven-build.log" 2>&1
  check "exit codes of main and post" "$(cat "$work/build/exit")" "0 0"
  for run in plain sandboxes; do
    for report in target/$run/TEST-*.xml; do names "$report"; done | grep . | sort >"$work/$run.tests"
  done
  check "tests in the reports, by name" "$(cmp "$work/plain.tests" "$work/sandboxes.tests" && wc -l <"$work/sandboxes.tests")" \
    "$(wc -l <"$work/plain.tests")"
  check "reports, compared in full" "$(java "$comparer" --full target/plain target/sandboxes | tail -1 | sed 's/.*, //')" \
    "differences: 0"
  check "tests that the step counted" "$(cat "$work/build/output-tests")" "$(wc -l <"$work/plain.tests")"
  check "times that the engine kept are those of test classes" "$(jq -s 'length > 10' times)" true
  grep -m 1 'forkd: running' "$work/maven-build.log"
  cd "$here"
}

vitest_part() {
  echo "== vitest, sharded with the framework input"
  rm -rf "$work/vitest"
  cp -r "$here/e2e/vitest-suite" "$work/vitest"
  cd "$work/vitest"
  npm install --silent --no-audit --no-fund --no-save vitest@3 >"$work/npm.log" 2>&1 || {
    echo "e2e: vitest could not be installed; is the package index reachable? See $work/npm.log" >&2
    exit 1
  }
  EMULATED_STEP=$work/vitest-step node "$emulate" "$dist" split.js url=local n=3 framework=vitest \
    'command=npx vitest run $FORKD_SHARD_ARGS --reporter=junit --outputFile="$FORKD_REPORTS/vitest.xml"' >"$work/vitest.log" 2>&1
  check "exit codes of main and post" "$(cat "$work/vitest-step/exit")" "0 0"
  merged "$work/vitest-step" >"$work/vitest.names"
  check "tests of all sandboxes" "$(wc -l <"$work/vitest.names")" 6
  check "tests of all sandboxes, each once" "$(sort -u "$work/vitest.names" | wc -l)" 6
  cd "$here"
}

for part in $parts; do "${part}_part"; done
echo "all checks hold"
