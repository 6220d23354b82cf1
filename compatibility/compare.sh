#!/usr/bin/env bash
# Runs a project plainly and across sandboxes, and compares the reports in full.
#
#   compatibility/compare.sh PROJECT [--n "1 2 4"] [--expect FILE] [maven arguments]
#
# PROJECT     a directory with a pom.xml that knows -Pforkd, -Dn and -Dreports (as examples/features does)
# --n         the numbers of sandboxes to try (default: 2)
# --expect F  differences that are known: a file of extended regular expressions, one per line, '#' for comments
#             (default: PROJECT/expected-differences.txt)
# TIMEOUT     seconds for one Maven run (default: 600)
#
# Exit code: 0 no unexpected difference, 1 differences, 2 a run that says nothing (no reports, build broken, timeout).
set -u

here=$(cd "$(dirname "$0")" && pwd)
comparer=$here/../integration-tests/src/main/java/dev/forkd/reports/CompareReports.java
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

[ $# -ge 1 ] || { sed -n '2,13p' "$0"; exit 2; }
project=$(cd "$1" && pwd) || exit 2
shift
ns=2
expect=$project/expected-differences.txt
args=()
while [ $# -gt 0 ]; do
    case $1 in
        --n) ns=$2; shift 2 ;;
        --expect) expect=$2; shift 2 ;;
        *) args+=("$1"); shift ;;
    esac
done
timeout=${TIMEOUT:-600}
out=$project/target
mkdir -p "$out"

# run NAME [arguments]: the build may fail, because tests may; it must only leave reports.
run() {
    local name=$1
    shift
    rm -rf "${out:?}/$name"
    # A flaky test counts its attempts in a file: each run gets a directory of its own, emptied first.
    rm -rf "${out:?}/flaky-$name"
    timeout -k 10 "$timeout" mvn -B -f "$project/pom.xml" test "-Dreports=$name" -Dmaven.test.failure.ignore=true \
        "$@" ${args[@]+"${args[@]}"} >"$out/$name.log" 2>&1
    local code=$?
    if [ $code -ne 0 ]; then
        echo "$name: Maven ended with $code, see target/$name.log" >&2
        grep -a -m 5 '^\[ERROR\]' "$out/$name.log" >&2
    fi
    return $code
}

results() {
    sed -n '/^\[INFO\] Results:/,/Tests run:/p' "$1" | sort
}

# Reports may lie in directories below (one per Surefire execution): compare each pair.
compare() {
    local name=$1 directory
    (cd "$out/plain" && find . -name 'TEST-*.xml' -printf '%h\n'; cd "$out/$name" && find . -name 'TEST-*.xml' -printf '%h\n') |
        sort -u | while read -r directory; do
        "$java" "$comparer" --full "$out/plain/$directory" "$out/$name/$directory" 2>&1
    done
    # What Maven says at the end, without times and in any order of the classes.
    results "$out/plain.log" >"$out/plain.results"
    results "$out/$name.log" >"$out/$name.results"
    diff "$out/plain.results" "$out/$name.results" | sed -n 's/^\([<>]\)/console \1/p'
    # What tests published beside the reports.
    if [ -d "$out/plain/published" ]; then
        diff -r "$out/plain/published" "$out/$name/published" 2>&1 | sed "s|$out/||g"
    fi
}

worst=0
begin=$SECONDS
run plain || exit 2
printf '%-10s %8s %12s %10s %8s\n' run tests differences unexpected seconds
printf '%-10s %8s %12s %10s %8s\n' plain "$(grep -ho '<testcase ' -r "$out/plain" --include='TEST-*.xml' | wc -l)" - - $((SECONDS - begin))
for n in $ns; do
    begin=$SECONDS
    name=forkd-$n
    if ! run "$name" -Pforkd "-Dn=$n"; then
        printf '%-10s %8s %12s %10s %8s\n' "n=$n" - broken broken $((SECONDS - begin))
        worst=2
        continue
    fi
    compare "$name" >"$out/$name.differences"
    tests=$(sed -nE 's/.* tests in A, ([0-9]+) tests in B, differences: [0-9]+$/\1/p' "$out/$name.differences" | paste -sd+ | bc)
    differences=$(sed -nE 's/.* differences: ([0-9]+)$/\1/p' "$out/$name.differences" | paste -sd+ | bc)
    grep -vE '^[0-9]+ tests in A, .* differences: [0-9]+$' "$out/$name.differences" >"$out/$name.unexpected"
    if [ -f "$expect" ]; then
        grep -vE '^(#|$)' "$expect" >"$out/expected.patterns"
        grep -vEf "$out/expected.patterns" "$out/$name.unexpected" >"$out/$name.rest"
        mv "$out/$name.rest" "$out/$name.unexpected"
    fi
    unexpected=$(wc -l <"$out/$name.unexpected")
    printf '%-10s %8s %12s %10s %8s\n' "n=$n" "${tests:--}" "${differences:--}" "$unexpected" $((SECONDS - begin))
    if [ "$unexpected" -ne 0 ] || [ -z "$tests" ]; then
        cut -c 1-600 "$out/$name.unexpected" | head -n "${SHOWN:-20}"
        [ "$worst" -eq 2 ] || worst=1
    fi
done
exit $worst
