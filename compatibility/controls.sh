#!/usr/bin/env bash
# Everything that Surefire can be told about which tests run, in which order and in how many JVMs: plain and distributed.
#
#   compatibility/controls.sh [name pattern] [maven arguments]
#
# Exit code: 0 every row is the same, 1 differences, 2 a row that says nothing.
set -u

here=$(cd "$(dirname "$0")" && pwd)
pattern=${1:-.*}
[ $# -gt 0 ] && shift
out=$here/target/controls
mkdir -p "$out"
export TIMEOUT=${TIMEOUT:-180} SHOWN=${SHOWN:-10}
worst=0

# row NAME [maven arguments]
row() {
    local name=$1 code begin=$SECONDS
    shift
    [[ $name =~ $pattern ]] || return 0
    "$here/compare.sh" "$here/torture" --n 2 -Dfurther.skip=true "$@" "${further[@]}" >"$out/$name.log" 2>&1
    code=$?
    read -r _ tests differences unexpected _ < <(grep '^n=2' "$out/$name.log") || tests=- unexpected=-
    # No test at all is the right answer to some questions; both runs must give it.
    if [ "${tests:--}" = - ] && ! find "$here/torture/target/plain" "$here/torture/target/forkd-2" -name 'TEST-*.xml' 2>/dev/null | grep -q . &&
        grep -aq 'BUILD SUCCESS' "$here/torture/target/plain.log" && grep -aq 'BUILD SUCCESS' "$here/torture/target/forkd-2.log"; then
        tests=0 unexpected=0 code=0
    fi
    printf '%-28s %7s %11s %8s\n' "$name" "${tests:--}" "${unexpected:--}" $((SECONDS - begin))
    if [ $code -ne 0 ]; then
        grep -v '^run \|^plain ' "$out/$name.log" | cut -c 1-300 | sed 's/^/    /'
        [ $worst -eq 2 ] || worst=$code
    fi
    tests= unexpected=
}

further=("$@")
printf '%-28s %7s %11s %8s\n' control tests unexpected seconds
row test-class -Dtest=TagsTest
row test-method '-Dtest=TagsTest#inOrder'
row test-methods '-Dtest=TagsTest#inOrder+composed,NamesTest#one'
row test-pattern '-Dtest=Vintage*Test#*named*'
row test-parameterized '-Dtest=ParametersTest#twelve*'
row test-nested '-Dtest=InheritanceTest$Own'
row test-exclusion '-Dtest=!Output*,!Dynamic*,!Mockito*'
row test-package '-Dtest=dev.forkd.torture.Vintage*'
row test-none -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false
row groups '-Dgroups=alpha'
row groups-expression '-Dgroups=zulu & !bravo'
row excluded-groups -DexcludedGroups=zulu
row rerun -Dfailures=true -Dsurefire.rerunFailingTestsCount=2 '-Dtest=FlakyFailTest,LifecycleFailTest,TagsTest'
row skip-after-failure -Dfailures=true -Dsurefire.skipAfterFailureCount=2 -Dtest=AssertionKindsFailTest
row skip-after-failure-6 -Dfailures=true -Dsurefire.skipAfterFailureCount=2 -Dtest=AssertionKindsFailTest -Djunit.version=6.1.3 \
    -Dsurefire.version=3.6.1
row order-alphabetical -Dsurefire.runOrder=alphabetical
row order-reverse -Dsurefire.runOrder=reversealphabetical
row order-random -Dsurefire.runOrder=random -Dsurefire.runOrder.random.seed=7
row fork-count-2 -DforkCount=2 '-Dtest=T*Test,R*Test'
row no-reuse -DreuseForks=false '-Dtest=T*Test'
row no-fork -DforkCount=0 '-Dtest=TagsTest,ReportEntriesTest,NamesTest'
row include-engines '-Dsurefire.includeJUnit5Engines=junit-jupiter' '-Dtest=TagsTest,VintageRulesTest'
row exclude-engines '-Dsurefire.excludeJUnit5Engines=junit-vintage' '-Dtest=TagsTest,VintageRulesTest'
row trimmed -Dfailures=true -Dtrim=true '-Dtest=*FailTest'
exit $worst
