#!/usr/bin/env bash
# What forks of one set-up, and a class in parts, are worth: the same tests with Surefire alone and with the engine, in turn.
#
#   benchmarks/setup.sh prepared|spring|long [ROUNDS]
#
# prepared: examples/checkpoint, PreparedTest: 5 s of set-up, 8 methods that spoil it; alone with the set-up before each method
# spring:   examples/checkpoint, OrdersTest: Spring Boot, H2, Hikari, Tomcat, 3 s of data; alone with @DirtiesContext after each method
# long:     one class of 40 methods that wait for 0.5 s each, beside two short ones; alone with forkCount=2
#
# The first two also with workers whose JVMs compile once only (quick), and with the set-up in each sandbox (again).
# ROUNDS defaults to 3. Build and install first: mvn -q install -DskipTests
set -euo pipefail
cd "$(dirname "$0")/.."
kind=${1:-}
rounds=${2:-3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

without_engine() { # pom
  awk '/<dependency>/ { block = ""; inside = 1 }
    inside { block = block $0 "\n" }
    inside && /<\/dependency>/ { inside = 0; if (block !~ /dev\.forkd/) printf "%s", block; next }
    !inside' "$1" > "$1.new" && mv "$1.new" "$1"
}

checkpoint() { # test class, sed script for the class without the engine
  cp -r examples/checkpoint "$work/forkd"
  cp -r examples/checkpoint "$work/plain"
  rm -rf "$work"/*/target
  find "$work"/*/src/test -name '*Test.java' ! -name "$1.java" -delete
  without_engine "$work/plain/pom.xml"
  sed -i -e '/^import dev.forkd/d' -e "$2" "$work/plain/src/test/java/dev/forkd/examples/checkpoint/$1.java"
  variants=(plain forks quick again)
  plain() { build plain; }
  forks() { FORKD_N=2 build forkd; }
  quick() { FORKD_N=2 FORKD_JVM_ARGS=-XX:TieredStopAtLevel=1 build forkd; }
  again() { FORKD_N=2 FORKD_CRIU=off build forkd; }
}

long() {
  for project in plain forkd; do
    tests="$work/$project/src/test/java/split"
    mkdir -p "$tests"
    cp examples/features/pom.xml "$work/$project"
    [ "$project" = plain ] || annotation='@dev.forkd.junit.ForkdSandbox(split = dev.forkd.junit.ForkdSandbox.Split.METHODS)'
    class LongTest 40 "${annotation:-}" > "$tests/LongTest.java"
    class OneTest 1 > "$tests/OneTest.java"
    class TwoTest 1 > "$tests/TwoTest.java"
  done
  variants=(alone two split)
  alone() { build plain; }
  two() { build plain -DforkCount=2; }
  split() { build forkd -Pforkd -Dn=2; }
}

class() { # name, tests, annotation
  echo "package split;"
  echo "${3:-}"
  echo "class $1 {"
  for i in $(seq "$2"); do
    echo "  @org.junit.jupiter.api.Test void test$i() throws Exception { Thread.sleep(500); }"
  done
  echo "}"
}

build() { # project, arguments: prints how many milliseconds it took
  local project=$1 start end
  shift
  start=$(date +%s%N)
  mvn -B -f "$work/$project/pom.xml" surefire:test "$@" > "$work/run.log" 2>&1 || {
    tail -40 "$work/run.log" >&2
    exit 1
  }
  end=$(date +%s%N)
  echo $(((end - start) / 1000000))
}

case $kind in
  prepared)
    # shellcheck disable=SC2016 # These are Java's.
    checkpoint PreparedTest '/^@ForkdSandbox/d; s/BeforeAll/BeforeEach/; s/static void prepare/void prepare/; s/STATE.add("prepared")/STATE.clear(); STATE.add("prepared")/' ;;
  spring)
    checkpoint OrdersTest 's/^@ForkdSandbox.*/@org.springframework.test.annotation.DirtiesContext(classMode = org.springframework.test.annotation.DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)/'
    # The next context in the same JVM would find the data of the last one, and could not be loaded.
    sed -i 's/;DB_CLOSE_DELAY=-1//' "$work/plain/src/main/resources/application.properties" ;;
  long) long ;;
  *)
    sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac

for project in plain forkd; do
  profile=()
  [ "$kind/$project" != long/forkd ] || profile=(-Pforkd)
  mvn -B -q -f "$work/$project/pom.xml" test-compile "${profile[@]}"
done
for round in $(seq "$rounds"); do
  for variant in "${variants[@]}"; do
    "$variant" >> "$work/$variant.ms"
    echo "round $round: $variant $(tail -1 "$work/$variant.ms") ms; $(grep -h 'Tests run:' "$work/run.log" | tail -1)" >&2
  done
done
for variant in "${variants[@]}"; do
  sort -n "$work/$variant.ms" | awk -v name="$variant" '{ v[NR] = $1 } END {
    printf "%s: median of %d %.1f s (%.1f to %.1f)\n", name, NR,
      (NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2) / 1000, v[1] / 1000, v[NR] / 1000 }'
done
