#!/usr/bin/env bash
# JaCoCo's reports, plain and distributed over two sandboxes, must be the same: every class, line and branch.
#
#   compatibility/coverage.sh [torture|commons-codec|commons-lang3|...]... [-- maven arguments]
#
# torture: the project's own classes (the default). A suite of suites.sh: the library's classes, covered by its own tests.
# What differs between two plain runs already (tests that use random numbers or the clock) is said, and left out.
# TIMEOUT: seconds for one Maven run (default: 600)
#
# Exit code: 0 the same, 1 differences, 2 a run that says nothing.
set -u

here=$(cd "$(dirname "$0")" && pwd)
version=0.8.13
jacoco=org.jacoco:jacoco-maven-plugin:$version
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
whats=()
while [ $# -gt 0 ]; do
    case $1 in
        --) shift; break ;;
        *) whats+=("$1"); shift ;;
    esac
done
further=("$@")
[ ${#whats[@]} -gt 0 ] || whats=(torture)

# run NAME [arguments]: one build with the agent, whose data goes to $out/NAME.exec.
run() {
    local name=$1
    shift
    rm -f "$out/$name.exec"
    timeout -k 10 "${TIMEOUT:-600}" mvn -B -f "$project/pom.xml" $jacoco:prepare-agent test -Djacoco.propertyName=jacoco.agent \
        "-Djacoco.destFile=$out/$name.exec" "-Dreports=coverage/$what/$name" -Dmaven.test.failure.ignore=true \
        "${selection[@]}" "$@" ${further[@]+"${further[@]}"} >"$out/$name.log" 2>&1 || { tail -n 20 "$out/$name.log"; exit 2; }
    "$java" -jar "$cli" report "$out/$name.exec" --classfiles "$classes" --xml "$out/$name.xml" --csv "$out/$name.csv" \
        >>"$out/$name.log" 2>&1 || { tail -n 5 "$out/$name.log"; exit 2; }
    # A line for each line of each source: "package/Source.java nr=.. mi=.. ci=.. mb=.. cb=..". Sessions are left out.
    sed -E 's/<(package|sourcefile|line|counter) /\n&/g' "$out/$name.xml" |
        awk -F'"' '/^<package/ { p = $2 } /^<sourcefile/ { s = p "/" $2 } /^<line/ { print s, "line " $2, "missed " $4, "covered " $6, "branches missed " $8, "covered " $10 }' |
        sort >"$out/$name.lines"
}

# told NAME: the sums of a run.
told() {
    awk -F, -v name="$1" '$4 ~ /[0-9]/ { m += $4; c += $5; bm += $6; bc += $7; lm += $8; lc += $9 } END { printf "%-12s instructions %d of %d, branches %d of %d, lines %d of %d\n", name, c, c + m, bc, bc + bm, lc, lc + lm }' "$out/$1.csv"
}

# unlike NAME: what differs from the plain run, as lines of either.
unlike() {
    diff "$out/plain.lines" "$out/$1.lines" | grep '^[<>]'
}

worst=0
for what in "${whats[@]}"; do
    if [ "$what" = torture ]; then
        project=$here/torture
        # The parts of the tests that cover something, and one that mocks: instrumented twice.
        selection=('-Dtest=Price*Test,RecordTest,ExtensionsTest,MockitoTest,Suite*Test,VintageRulesTest' -Dfurther.skip=true)
    else
        project=$here/suites
        selection=("-Dsuite=$what")
    fi
    out=$project/target/coverage/$what
    mkdir -p "$out"
    mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy "-Dartifact=org.jacoco:org.jacoco.cli:$version:jar:nodeps" \
        "-DoutputDirectory=$out" >"$out/copy.log" 2>&1 || { cat "$out/copy.log"; exit 2; }
    cli=$out/org.jacoco.cli-$version-nodeps.jar
    classes=$project/target/classes
    if [ "$what" != torture ]; then
        mvn -B -q -f "$project/pom.xml" "-Dsuite=$what" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
            "-DincludeArtifactIds=$what" -DincludeTypes=jar -DexcludeClassifiers=tests "-DoutputDirectory=$out/library" >"$out/copy.log" 2>&1 || { cat "$out/copy.log"; exit 2; }
        classes=$out/library
    fi
    echo "$what"
    run plain
    told plain
    run plain-again
    told plain-again
    run forkd -Pforkd -Dn=2
    told forkd
    unlike plain-again | sed -E 's/^[<>] (.*) line .*/ \1 /' | sort -u >"$out/unsteady"
    unlike forkd >"$out/differences"
    grep -vFf "$out/unsteady" "$out/differences" >"$out/unexpected"
    echo "sources that differ between plain runs: $(wc -l <"$out/unsteady"); lines that differ in forkd: $(wc -l <"$out/differences"), in other sources: $(wc -l <"$out/unexpected")"
    if [ -s "$out/unexpected" ]; then
        head -n 20 "$out/unexpected"
        worst=1
    fi
done
exit $worst
