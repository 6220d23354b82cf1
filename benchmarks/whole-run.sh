#!/usr/bin/env bash
# Times the same suite run by plain Surefire and by the engine, in turn, several rounds, and prints medians and ratios.
#
#   benchmarks/whole-run.sh [ROUNDS] [PROJECT] [MAVEN ARGUMENT ...]
#
# ROUNDS defaults to 3, PROJECT to examples/commons-lang3. Build and install first: mvn -q install -DskipTests
# Each figure is the wall-clock time of a whole `mvn test`, start of Maven and start of sandboxes included.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-3}
project=${2:-examples/commons-lang3}
further=("${@:3}")
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

variants=("forkCount=1" "forkCount=2" "forkd n=1" "forkd n=2")
arguments_of() {
  case $1 in
    "forkCount=1") echo "" ;;
    "forkCount=2") echo "-DforkCount=2" ;;
    "forkd n=1") echo "-Pforkd -Dn=1" ;;
    "forkd n=2") echo "-Pforkd -Dn=2" ;;
  esac
}

run() { # variant, round
  local log="$logs/run.log" start end
  start=$(date +%s%N)
  # shellcheck disable=SC2046 # the arguments are separate words
  if ! mvn -B -f "$project/pom.xml" test -Dreports="bench-${1//[^a-z0-9]/}" $(arguments_of "$1") "${further[@]}" > "$log" 2>&1; then
    tail -40 "$log" >&2
    echo "The build of '$1' failed" >&2
    exit 1
  fi
  end=$(date +%s%N)
  tests=$(grep -E 'Tests run: [0-9]+, ' "$log" | tail -1 | sed -E 's/.*Tests run: ([0-9]+),.*/\1/')
  echo $(((end - start) / 1000000)) >> "$logs/${1// /_}.ms"
  echo "round $2: $1: $(((end - start) / 1000000)) ms, $tests tests" >&2
}

median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

mvn -B -q -f "$project/pom.xml" test-compile "${further[@]}" > /dev/null # downloads and compiling are not what is timed
for round in $(seq "$rounds"); do
  for variant in "${variants[@]}"; do
    run "$variant" "$round"
  done
done

base=$(median "$logs/forkCount=1.ms")
echo "| variant | median of $rounds | min | max | ratio to forkCount=1 |"
echo "|---|---|---|---|---|"
for variant in "${variants[@]}"; do
  file="$logs/${variant// /_}.ms"
  awk -v name="$variant" -v median="$(median "$file")" -v base="$base" \
    -v min="$(sort -n "$file" | head -1)" -v max="$(sort -n "$file" | tail -1)" \
    'BEGIN { printf "| %s | %.1f s | %.1f s | %.1f s | %.2f |\n", name, median / 1000, min / 1000, max / 1000, median / base }'
done
