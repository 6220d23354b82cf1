#!/usr/bin/env bash
# Runs the torture project without Maven, plainly and across sandboxes, and compares every event:
#   - a plain Launcher program with the selectors that IDEs use (launcher/Events.java)
#   - the ConsoleLauncher, with -cp and with -jar --class-path
#
#   compatibility/launcher.sh [maven arguments, for example -Djunit.version=6.1.3]
#
# Exit code: 0 no unexpected difference, 1 differences, 2 it could not be run.
set -u

here=$(cd "$(dirname "$0")" && pwd)
torture=$here/torture
out=$torture/target/launcher
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
p=dev.forkd.torture
mkdir -p "$out"
cd "$torture" || exit 2

mvn -B -q test-compile -Plauncher -Dfailures=true "$@" >"$out/compile.log" 2>&1 || { tail -20 "$out/compile.log"; exit 2; }
for profile in launcher launcher,forkd; do
    mvn -B -q dependency:build-classpath "-P$profile" "-Dmdep.outputFile=$out/$profile.cp" "$@" >"$out/cp.log" 2>&1 ||
        { tail -20 "$out/cp.log"; exit 2; }
done
classes=$torture/target/test-classes:$torture/target/classes
plain=$classes:$(cat "$out/launcher.cp")
forkd=$classes:$(cat "$out/launcher,forkd.cp")
options="-Dfile.encoding=UTF-8 -Duser.language=en -Duser.country=US -Duser.timezone=America/New_York -Dtorture.property=set -Dtorture.argument=argument"
options="$options -ea --add-opens java.base/java.lang=ALL-UNNAMED -Djunit.platform.output.capture.stdout=true -Djunit.platform.output.capture.stderr=true"
on="-Dforkd.scope=all -Dforkd.n=2 -Dforkd.environment=TORTURE_VARIABLE"
export TORTURE_VARIABLE=set
mkdir -p "$out/classes"
"${bin}javac" -d "$out/classes" -cp "$plain" "$here/launcher/Events.java" || exit 2

worst=0
# compare NAME PLAIN FORKD: prints one row, and how the two differ.
compare() {
    local unexpected
    diff <(sed -E -f "$here/launcher/noise.sed" "$2") <(sed -E -f "$here/launcher/noise.sed" "$3") >"$out/$1.diff"
    unexpected=$(grep -c '^[<>]' "$out/$1.diff")
    printf '%-34s %7s %12s\n' "$1" "$(grep -c '' "$2")" "$unexpected"
    if [ ! -s "$2" ]; then
        worst=2
    elif [ "$unexpected" -ne 0 ]; then
        cut -c 1-300 "$out/$1.diff" | head -n "${SHOWN:-20}"
        [ $worst -eq 2 ] || worst=1
    fi
}

# events NAME SELECTOR...
events() {
    local name=$1
    shift
    rm -f "$out/$name".*
    # shellcheck disable=SC2086
    timeout 300 "${bin}java" $options -Dtorture.flaky="$out/$name.flaky1" -Djunit.platform.reporting.output.dir="$out/published" \
        -cp "$out/classes:$plain" Events "$out/$name.plain" "$@" >"$out/$name.plain.log" 2>&1
    # shellcheck disable=SC2086
    timeout 300 "${bin}java" $options $on -Dtorture.flaky="$out/$name.flaky2" -Djunit.platform.reporting.output.dir="$out/published" \
        -cp "$out/classes:$forkd" Events "$out/$name.forkd" "$@" >"$out/$name.forkd.log" 2>&1
    rm -rf "$out/$name".flaky?
    touch "$out/$name.plain" "$out/$name.forkd"
    compare "$name" "$out/$name.plain" "$out/$name.forkd"
}

printf '%-34s %7s %12s\n' selection lines differences
events single-method "method:$p.OutputTest#interleaved"
events parameterized-method "method:$p.ParametersTest#nullAndEmpty(java.lang.String)"
events one-invocation "id:[engine:junit-jupiter]/[class:$p.ParametersTest]/[test-template:twelve(int)]/[test-template-invocation:#3]"
events dynamic-test "id:[engine:junit-jupiter]/[class:$p.DynamicSourcesTest]/[test-factory:deep()]"
events class "class:$p.TagsTest"
events nested-class "nested:$p.InheritanceTest,$p.InheritanceTest\$Own"
events two-classes "class:$p.OutputTest" "class:$p.LifecycleFailTest"
events unique-id-of-vintage "id:[engine:junit-vintage]/[runner:$p.VintageRulesTest]/[test:timeout($p.VintageRulesTest)]"
events suite "class:$p.SuitesTest"
events package "package:$p"
events class-path-root "root:$torture/target/test-classes"

# The ConsoleLauncher's tree, without times and without the engine's own line.
tree() {
    sed -nE '/^(╷|\.$|[├└│ ]+)/p' "$1" | sed -E 's/ [0-9]+ ms//; s/[0-9-]{10}T[0-9:.]+/TIME/; s/\x1b\[[0-9;]*m//g' | grep -vE '^(├─|└─) ' | sed -E 's/^[├└│─ ]+//' | sort
}

# console NAME: the same arguments, -cp and -jar --class-path
version=$(sed -E 's/.*junit-platform-launcher-([0-9.]+)\.jar.*/\1/' "$out/launcher.cp")
standalone=$out/junit-platform-console-standalone-$version.jar
[ -f "$standalone" ] || mvn -B -q dependency:copy "-Dartifact=org.junit.platform:junit-platform-console-standalone:$version" \
    "-DoutputDirectory=$out" >"$out/copy.log" 2>&1
arguments="execute --disable-banner --disable-ansi-colors --details=tree --scan-class-path=$torture/target/test-classes -n .*(Names|Tags|Dynamic|Vintage|Inherit|Conditions).*Test"
for how in cp jar; do
    for what in plain forkd; do
        path=$plain
        extra=
        [ $what = forkd ] && path=$forkd extra=$on
        if [ $how = cp ]; then
            # shellcheck disable=SC2086
            timeout 200 "${bin}java" $options $extra -cp "$path" org.junit.platform.console.ConsoleLauncher $arguments
        else
            # shellcheck disable=SC2086
            timeout 200 "${bin}java" $options $extra -jar "$standalone" $arguments --class-path "$path"
        fi >"$out/console-$how.$what.log" 2>&1
        tree "$out/console-$how.$what.log" >"$out/console-$how.$what"
    done
    compare "console-launcher-$how" "$out/console-$how.plain" "$out/console-$how.forkd"
done
exit $worst
