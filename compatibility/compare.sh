#!/usr/bin/env bash
# Runs a project plainly and across sandboxes, and compares the reports in full.
#
#   compatibility/compare.sh PROJECT [--n "1 2 4"] [--expect FILE] [--phase PHASE] [--fails] [--label NAME] [--resume] [--paths]
#                            [maven arguments]
#
# PROJECT     a directory with a pom.xml that knows -Pforkd, -Dn and -Dreports (as examples/features does)
# --n         the numbers of sandboxes to try (default: 2); 0: once more plainly, which shows what differs by itself
# --expect F  differences that are known: a file of extended regular expressions, one per line, '#' for comments
#             (default: PROJECT/expected-differences.txt). After a line '#! REGEX', and up to an empty line, each must be
#             there whenever a test CLASS#NAME that the REGEX finds has run: one that has gone is a difference too.
# --phase P   up to which phase Maven runs (default: test)
# --fails     the builds must fail, and for the same reason
# --label L   everything goes below target/L instead of target
# --resume    runs that ended before with the same arguments, pom.xml and engine are not run again
# --paths     the project's and the temporary directory's paths in a sandbox count as those here
# TIMEOUT     seconds for one Maven run (default: 600)
#
# Exit code: 0 no unexpected difference, 1 differences, 2 a run that says nothing (no reports, build broken, timeout).
set -u

here=$(cd "$(dirname "$0")" && pwd)
comparer=$here/../integration-tests/src/main/java/dev/forkd/reports/CompareReports.java
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

[ $# -ge 1 ] || { sed -n '2,21p' "$0"; exit 2; }
project=$(cd "$1" && pwd) || exit 2
shift
ns=2
phase=test
fails=
label=
resume=
paths=
expect=$project/expected-differences.txt
args=()
while [ $# -gt 0 ]; do
    case $1 in
        --n) ns=$2; shift 2 ;;
        --expect) expect=$2; shift 2 ;;
        --phase) phase=$2; shift 2 ;;
        --fails) fails=yes; shift ;;
        --label) label=$2; shift 2 ;;
        --resume) resume=yes; shift ;;
        --paths) paths=yes; shift ;;
        *) args+=("$1"); shift ;;
    esac
done
timeout=${TIMEOUT:-600}
out=$project/target${label:+/$label}
mkdir -p "$out"
engine=$(cat "$here"/../engine/target/forkd-junit-engine-*.jar 2>/dev/null | cksum)
# A local sandbox has a /tmp of its own: what attempts in several sandboxes share must not lie there.
scratch=$(mktemp -d /var/tmp/forkd-compare-XXXXXX)
trap 'rm -rf "$scratch"' EXIT

# run NAME [arguments]: tests may fail; the build must not, or must where that is the question.
run() {
    local name=$1 key
    shift
    key="$phase $fails $* ${args[*]-} $(cksum <"$project/pom.xml")"
    [ "${1:-}" != -Pforkd ] || key="$key $engine"
    if [ "$resume" ] && [ "$key" = "$(cat "$out/$name.done" 2>/dev/null)" ]; then
        return 0
    fi
    rm -rf "${out:?}/$name" "$out/$name.done"
    # A flaky test counts its attempts in a file: each run gets a directory of its own, emptied first.
    rm -rf "${scratch:?}/flaky-$name"
    timeout -k 10 "$timeout" mvn -B -f "$project/pom.xml" "$phase" "-Dreports=${label:+$label/}$name" "-Dflaky.directory=$scratch" \
        "-Dmaven.test.failure.ignore=$([ "$fails" ] && echo false || echo true)" \
        "$@" ${args[@]+"${args[@]}"} >"$out/$name.log" 2>&1
    local code=$?
    if [ "$fails" ] && [ $code -eq 1 ]; then
        code=0
    elif [ "$fails" ] && [ $code -eq 0 ]; then
        echo "$name: the build should have failed, see target/${label:+$label/}$name.log" >&2
        return 1
    elif [ $code -ne 0 ]; then
        echo "$name: Maven ended with $code, see target/${label:+$label/}$name.log" >&2
        grep -a -m 5 '^\[ERROR\]' "$out/$name.log" >&2
    fi
    [ $code -ne 0 ] || echo "$key" >"$out/$name.done"
    return $code
}

# The reports of a run, with paths as they are here.
here_paths() {
    find "$out/$1" "$out/$1.log" \( -name 'TEST-*.xml' -o -name '*.log' \) -exec sed -i -E \
        "s,(/[A-Za-z0-9._-]+)+/bundle/project\\b,$project,g; s,(/[A-Za-z0-9._-]+)*/forkd-work/tmp\\b,/tmp,g" {} +
}

results() {
    sed -n '/^\[INFO\] Results:/,/Tests run:/p' "$1" | sort
    # Why a build failed, without where its reports are.
    sed -n '/^\[ERROR\] Failed to execute goal/,/^\[ERROR\] *$/p' "$1" | sed -E "s|$out/[^/ ]+|REPORTS|g"
}

# Tests of a run as CLASS#NAME, which is how differences begin.
tests_of() {
    find "$out/$1" -name 'TEST-*.xml' -exec sed -nE 's/.*<testcase name="([^"]*)" classname="([^"]*)".*/\2#\1/p' {} +
}

# stale NAME: expected differences that are not there although the tests that they are about have run.
stale() {
    local line when=
    tests_of plain >"$out/plain.tests"
    while IFS= read -r line; do
        case $line in
            '#! '*) when=${line#"#! "} ;;
            '') when= ;;
            '#'*) ;;
            *)
                if [ "$when" ] && grep -Eq -- "$when" "$out/plain.tests" && ! grep -Eq -- "$line" "$out/$1.differences"; then
                    echo "expected, but not there any more: $line"
                fi
                ;;
        esac
    done <"$expect"
}

# Reports may lie in directories below (one per Surefire execution): compare each pair.
compare() {
    local name=$1 directory
    (cd "$out/plain" && find . -name 'TEST-*.xml' -printf '%h\n'; cd "$out/$name" && find . -name 'TEST-*.xml' -printf '%h\n') |
        sort -u | while read -r directory; do
        "$java" "$comparer" --full --all "$out/plain/$directory" "$out/$name/$directory" 2>&1
    done
    # Output that was sent to files, and Failsafe's summary.
    (cd "$out" && find plain "$name" \( -name '*-output.txt' -o -name 'failsafe-summary.xml' \) -printf '%P\n') | sort -u | while read -r file; do
        diff "$out/plain/$file" "$out/$name/$file" 2>&1 | sed -nE "s|^(diff: )?$out/||; s|^[<>a-z]|$file &|p"
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
    how=(-Pforkd "-Dn=$n")
    if [ "$n" = 0 ]; then
        name=plain-again
        how=()
    fi
    if ! run "$name" ${how[@]+"${how[@]}"}; then
        printf '%-10s %8s %12s %10s %8s\n' "n=$n" - broken broken $((SECONDS - begin))
        worst=2
        continue
    fi
    [ -z "$paths" ] || here_paths "$name"
    compare "$name" >"$out/$name.differences"
    tests=$(sed -nE 's/.* tests in A, ([0-9]+) tests in B, differences: [0-9]+$/\1/p' "$out/$name.differences" | paste -sd+ | bc)
    differences=$(sed -nE 's/.* differences: ([0-9]+)$/\1/p' "$out/$name.differences" | paste -sd+ | bc)
    grep -vE '^[0-9]+ tests in A, .* differences: [0-9]+$' "$out/$name.differences" >"$out/$name.unexpected"
    if [ -f "$expect" ]; then
        grep -vE '^(#|$)' "$expect" >"$out/expected.patterns"
        grep -vEf "$out/expected.patterns" "$out/$name.unexpected" >"$out/$name.rest"
        mv "$out/$name.rest" "$out/$name.unexpected"
        stale "$name" >>"$out/$name.unexpected"
    fi
    unexpected=$(wc -l <"$out/$name.unexpected")
    printf '%-10s %8s %12s %10s %8s\n' "n=$n" "${tests:--}" "${differences:--}" "$unexpected" $((SECONDS - begin))
    if [ "$unexpected" -ne 0 ] || [ -z "$tests" ]; then
        cut -c 1-600 "$out/$name.unexpected" | head -n "${SHOWN:-20}"
        [ "$worst" -eq 2 ] || worst=1
    fi
done
exit $worst
