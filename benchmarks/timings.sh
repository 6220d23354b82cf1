#!/usr/bin/env bash
# What forkd.timings is worth on a suite whose longest class has the fewest tests: the same build without and with the
# times of an earlier run, in turn.
#
#   benchmarks/timings.sh [ROUNDS]
#
# ROUNDS defaults to 3. Build and install first: mvn -q install -DskipTests
# The tests only sleep (one class 6 s, twelve classes of ten tests 0.5 s each), so 2 sandboxes need at least 6 s.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp examples/features/pom.xml "$work"
tests="$work/src/test/java/skewed"
mkdir -p "$tests"

class() { # name, tests, milliseconds each
  echo "package skewed;"
  echo "class $1 {"
  for i in $(seq "$2"); do
    echo "  @org.junit.jupiter.api.Test void test$i() throws Exception { Thread.sleep($3); }"
  done
  echo "}"
}
class LongTest 1 6000 > "$tests/LongTest.java"
for i in $(seq 12); do class "Short${i}Test" 10 50 > "$tests/Short${i}Test.java"; done

run() { # timings file, or off
  local start end
  start=$(date +%s%N)
  FORKD_TIMINGS=$1 mvn -B -f "$work/pom.xml" test -Pforkd -Dn=2 > "$work/run.log" 2>&1 || {
    tail -40 "$work/run.log" >&2
    exit 1
  }
  end=$(date +%s%N)
  grep -q 'Tests run: 121, Failures: 0' "$work/run.log" || { echo "not all tests ran" >&2; exit 1; }
  echo $(((end - start) / 1000000))
}

run "$work/times" > /dev/null # compiles, and records the times
for round in $(seq "$rounds"); do
  run off >> "$work/without"
  run "$work/times" >> "$work/with"
  echo "round $round: without $(tail -1 "$work/without") ms, with $(tail -1 "$work/with") ms" >&2
done
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
awk -v a="$(median "$work/without")" -v b="$(median "$work/with")" -v n="$rounds" 'BEGIN {
  printf "median of %d: without times %.1f s, with times %.1f s, difference %.1f s\n", n, a / 1000, b / 1000, (a - b) / 1000 }'
