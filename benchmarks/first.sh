#!/usr/bin/env bash
# How much CPU time a worker has used, and how long the run has gone on, when its first class is done.
#
#   benchmarks/first.sh [N [ROUNDS]]
#
# N (8) sandboxes with a class each, copies of a worker that waited where processes can be copied (FORKD_CRIU, or a criu on
# the path); ROUNDS defaults to 5. Each line: CPU seconds of the workers, the least first; seconds from the moment when the
# sandboxes were asked for to the end of the first and of the last worker's class, and to that of the last one from the moment
# when the first sandbox was ready. Build and install first: mvn -q install -DskipTests
set -euo pipefail
cd "$(dirname "$0")/.."
n=${1:-8}
rounds=${2:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp benchmarks/src/main/resources/dev/forkd/benchmarks/wholerun/pom.xml "$work"
mkdir -p "$work/src/test/java/suite"
for ((i = 0; i < n; i++)); do
  cat > "$work/src/test/java/suite/First${i}Test.java" <<EOF
package suite;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
class First${i}Test {
  @Test void one() {}
  @Test void two() {}
  @Test void three() {}
  @AfterEach void tell() {
    System.out.println("CPU " + ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
  }
  // So that each worker gets one class.
  @AfterAll static void pause() throws Exception { Thread.sleep(4_000); }
}
EOF
done
mvn -q -B -f "$work/pom.xml" -Pforkd test-compile
for ((round = 1; round <= rounds; round++)); do
  rm -rf "$work/target/surefire-reports" "$work/.forkd"
  mvn -q -B -f "$work/pom.xml" surefire:test -Pforkd -Dn="$n" "-Dforkd.criu=${FORKD_CRIU:-criu}" > "$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
  }
  cpu=$(for report in "$work"/target/surefire-reports/TEST-*.xml; do
    grep -o 'CPU [0-9][0-9]*' "$report" | awk '{ if ($2 > most) most = $2 } END { print most / 1000 }'
  done | sort -n | paste -sd' ')
  python3 - "$work/target/forkd/run.json" "$cpu" <<'EOF'
import json, sys
run = json.load(open(sys.argv[1]))
asked = min(sandbox["start"] for sandbox in run["sandboxes"])
# The pause at the end of a class is not its work.
ends = sorted(unit["end"] - 4 - asked for unit in run["units"])
ready = min(sandbox["ready"] for sandbox in run["sandboxes"]) - asked
workers = len({unit["sandbox"] for unit in run["units"]})
print(f"CPU {sys.argv[2]} s; first {ends[0]:.2f} s, last {ends[-1]:.2f} s, {ends[-1] - ready:.2f} s after ready; workers {workers}")
EOF
done
