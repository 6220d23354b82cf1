#!/usr/bin/env bash
# JaCoCo's report of the torture project: plain and distributed must cover the same.
#
#   compatibility/coverage.sh [maven arguments]
set -u

here=$(cd "$(dirname "$0")" && pwd)
torture=$here/torture
out=$torture/target
jacoco=org.jacoco:jacoco-maven-plugin:0.8.13
# The parts of the tests that cover something, and one that mocks: instrumented twice.
tests='Price*Test,RecordTest,ExtensionsTest,MockitoTest,Suite*Test,VintageRulesTest'

for what in plain forkd; do
    profile=$([ $what = forkd ] && echo "-Pforkd -Dn=2")
    rm -f "$out/$what.exec"
    # shellcheck disable=SC2086
    timeout 300 mvn -B -f "$torture/pom.xml" $jacoco:prepare-agent test $jacoco:report -Dmaven.test.failure.ignore=true -Djacoco.propertyName=jacoco.agent \
        "-Djacoco.destFile=$out/$what.exec" "-Djacoco.dataFile=$out/$what.exec" "-Dreports=coverage-$what" "-Dtest=$tests" -Dfurther.skip=true \
        $profile "$@" >"$out/coverage-$what.log" 2>&1 || { tail -n 20 "$out/coverage-$what.log"; exit 2; }
    sort "$out/site/jacoco/jacoco.csv" >"$out/coverage-$what.csv"
done
awk -F, '$4 ~ /[0-9]/ { m += $4; c += $5; bm += $6; bc += $7 } END { print "plain: " c " instructions covered, " m " missed; " bc " branches covered, " bm " missed" }' "$out/coverage-plain.csv"
if diff "$out/coverage-plain.csv" "$out/coverage-forkd.csv"; then
    echo "forkd: the same"
else
    exit 1
fi
