#!/usr/bin/env bash
# The published tests of six libraries, plainly and across sandboxes: one line per suite and number of sandboxes.
#
#   compatibility/suites.sh [--n "1 2 4"] [--resume] [suite ...]
#
# --n       the numbers of sandboxes (default: 1 2 4); 0: once more plainly, which shows what differs by itself
# --resume  runs that ended before, with the same engine, are not run again
# TIMEOUT   seconds for one Maven run (default: 600)
#
# Each suite is run plainly once. suites/expected/SUITE.txt lists what differs all the same, with reasons.
# Exit code: 0 no unexpected difference, 1 differences, 2 a run that says nothing (no reports, build broken, timeout).
set -u

here=$(cd "$(dirname "$0")" && pwd)
ns='1 2 4'
resume=()
suites=()
while [ $# -gt 0 ]; do
    case $1 in
        --n) ns=$2; shift 2 ;;
        --resume) resume=(--resume); shift ;;
        -*) sed -n '2,12p' "$0"; exit 2 ;;
        *) suites+=("$1"); shift ;;
    esac
done
[ ${#suites[@]} -gt 0 ] || suites=(commons-csv commons-text commons-codec commons-io commons-lang3 commons-math3)

# Read by tests of commons-io. The second is left behind by one class and needed by others: a class alone fails plainly too.
export FORKD_FILES=pom.xml,target/AbstractOriginTest.txt
mkdir -p "$here/suites/target" && : >"$here/suites/target/AbstractOriginTest.txt"
worst=0
printf '%-14s %-10s %8s %12s %10s %8s\n' suite run tests differences unexpected seconds
for suite in "${suites[@]}"; do
    "$here/compare.sh" "$here/suites" --label "$suite" --paths --n "$ns" --expect "$here/suites/expected/$suite.txt" \
        ${resume[@]+"${resume[@]}"} "-Dsuite=$suite" 2>&1 </dev/null |
        sed -u -E "/^run  /d; /^(plain|n=[0-9]+) /!s/^/    /; /^(plain|n=)/s/^/$(printf '%-14s ' "$suite")/"
    code=${PIPESTATUS[0]}
    [ "$code" -le "$worst" ] || worst=$code
done
exit "$worst"
