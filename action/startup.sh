#!/bin/sh
# startup.sh [RUNS]: time from the start of the launcher to the first command in a sandbox, on the embedded controller.
set -eu
cd "$(dirname "$0")"
runs=${1:-10}
[ -f target/forkd-action.jar ] || mvn -B -q -f ../pom.xml -pl action -am package -DskipTests
work=$PWD/target/startup
emulate=$PWD/e2e/emulate.js
mkdir -p "$work"
./assemble.sh "$work/action"
cd / # Not below /tmp, where the sandboxes would not be in namespaces.
i=0
while [ "$i" -lt "$runs" ]; do
  start=$(date +%s%N)
  EMULATED_STEP=$work/step node "$emulate" "$work/action/dist" main.js url=local 'command=date +%s%N' >/dev/null
  first=$(jq -r '.[0].stdout' "$work/step/output-results")
  echo "$(((first - start) / 1000000))"
  i=$((i + 1))
done | sort -n | awk '{ t[NR] = $1 } END { m = NR % 2 ? t[(NR + 1) / 2] : (t[NR / 2] + t[NR / 2 + 1]) / 2
  printf "runs %d, median %d ms, fastest %d ms, slowest %d ms\n", NR, m, t[1], t[NR] }'
