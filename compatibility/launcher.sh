#!/usr/bin/env bash
# Runs the torture project without Maven, plainly and across sandboxes, and compares every event:
#   - a plain Launcher program with the selectors that IDEs use (launcher/Events.java)
#   - programs that call the Launcher as Gradle, IntelliJ and Eclipse do (launcher/Tools.java)
#   - the ConsoleLauncher, with -cp and with -jar --class-path: its tree, failures, summary and reports
#
#   compatibility/launcher.sh [name pattern] [maven arguments, for example -Djunit.version=6.1.3]
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
pattern=${1:-.*}
[ $# -gt 0 ] && shift

mvn -B -q test-compile -Plauncher -Dfailures=true "$@" >"$out/compile.log" 2>&1 || { tail -20 "$out/compile.log"; exit 2; }
for profile in launcher launcher,forkd; do
    mvn -B -q dependency:build-classpath "-P$profile" "-Dmdep.outputFile=$out/$profile.cp" "$@" >"$out/cp.log" 2>&1 ||
        { tail -20 "$out/cp.log"; exit 2; }
done
classes=$torture/target/test-classes:$torture/target/classes
plain=$classes:$(cat "$out/launcher.cp")
forkd=$classes:$(cat "$out/launcher,forkd.cp")
options="-Dfile.encoding=UTF-8 -Duser.language=en -Duser.country=US -Duser.timezone=America/New_York -Dtorture.property=set -Dtorture.argument=argument"
options="$options -Dbasedir=$torture -ea --add-opens java.base/java.lang=ALL-UNNAMED -Djunit.platform.output.capture.stdout=true -Djunit.platform.output.capture.stderr=true"
on="-Dforkd.scope=all -Dforkd.n=2 -Dforkd.environment=TORTURE_VARIABLE -Dforkd.files=src/test,README.md"
export TORTURE_VARIABLE=set
mkdir -p "$out/classes"
"${bin}javac" -d "$out/classes" -cp "$plain" "$here"/launcher/*.java || exit 2

worst=0
grep -vE '^(#|$)' "$here/launcher/expected-differences.txt" >"$out/expected.patterns"
# compare NAME PLAIN FORKD: prints one row, and how the two differ.
compare() {
    local unexpected
    diff <(sed -E -f "$here/launcher/noise.sed" "$2") <(sed -E -f "$here/launcher/noise.sed" "$3") >"$out/$1.diff"
    unexpected=$(grep '^[<>]' "$out/$1.diff" | grep -cvEf "$out/expected.patterns")
    printf '%-34s %7s %12s\n' "$1" "$(grep -c '' "$2")" "$unexpected"
    if [ ! -s "$2" ]; then
        worst=2
    elif [ "$unexpected" -ne 0 ]; then
        grep '^[<>]' "$out/$1.diff" | grep -vEf "$out/expected.patterns" | cut -c 1-300 | head -n "${SHOWN:-20}"
        [ $worst -eq 2 ] || worst=1
    fi
}

# events NAME SELECTOR...
events() {
    local name=$1
    shift
    [[ $name =~ $pattern ]] || return 0
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

# Gradle takes every class that is no inner one, whatever its name.
all=classes:$torture/target/test-classes
events gradle-classes gradle "class:$p.TagsTest" "class:$p.VintageRulesTest" "class:$p.SuitesTest" "class:$p.LifecycleFailTest"
events gradle-every-class gradle "$all"
events gradle-tests-class gradle "$all" "filter:$p.T*Test"
events gradle-tests-method gradle "$all" "filter:$p.Vintage*.named*"
events gradle-tests-of-a-suite gradle "$all" "filter:$p.SuitesTest\$Member.one"
events gradle-include-tags gradle "$all" include-tag:alpha
events gradle-exclude-tags gradle "class:$p.TagsTest" "class:$p.NamesTest" "exclude-tag:nested | bravo"
events gradle-include-engines gradle "class:$p.TagsTest" "class:$p.VintageRulesTest" include-engine:junit-vintage
events gradle-exclude-engines gradle "class:$p.TagsTest" "class:$p.VintageRulesTest" exclude-engine:junit-vintage
events intellij-class intellij "class:$p.NamesTest"
events intellij-nested-class intellij "nested:$p.InheritanceTest,$p.InheritanceTest\$Own"
events intellij-method intellij "method:$p.TagsTest#inOrder(org.junit.jupiter.api.TestInfo)"
events intellij-any-method intellij "any-method:$p.TagsTest#template"
events intellij-iteration intellij "iteration:$p.ParametersTest#twelve(int)@4"
events intellij-unique-id intellij "id:[engine:junit-jupiter]/[class:$p.DynamicSourcesTest]/[test-factory:deep()]/[dynamic-container:#1]"
events intellij-package intellij "package:$p"
events eclipse-class eclipse "class:$p.OutputTest"
events eclipse-classes eclipse "class:$p.TagsTest" "class:$p.LifecycleFailTest" "class:$p.VintageRulesTest"
events eclipse-method eclipse "method:$p.TagsTest#repeated(org.junit.jupiter.api.TestInfo)"
events eclipse-unique-id eclipse "id:[engine:junit-jupiter]/[class:$p.ParametersTest]/[test-template:twelve(int)]/[test-template-invocation:#3]"
events eclipse-package eclipse "package:$p"

# The ConsoleLauncher's tree, failures and summary: the classes in order of their names, because engines differ in which
# comes first, without the engines above them, and without times. It counts engines as containers; they are subtracted.
# What tests print comes before the tree, class by class: sorted too, without the engine's own lines.
console() {
    sed '/^╷/,$d' "$1" | grep -v '^forkd: ' | sed -E 's/^[A-Z][a-z]{2} [0-9]+, .* (org\.junit)/TIME \1/' | sort
    sed -n '/^╷/,$p' "$1" >"$1.tree"
    tree "$1.tree"
}

# With -jar the ConsoleLauncher loads the tests with a class loader of its own; a worker has them on its class path, and
# frames of other threads then name that loader.
without_loader() {
    sed -i 's#app//dev\.forkd#dev.forkd#' "$@"
}

tree() {
    sed -E 's/\x1b\[[0-9;]*m//g; s/ [0-9]+ ms( |$)/\1/; s/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+/TIME/; s/^(Test run finished) after .*/\1/' "$1" |
        sed -E ':again; s/^((   )*)(│  )/\1   /; t again; s/^((   )*)[├└]─ /\1- /' | awk '
        /^╷/ { inside = 1; next }
        /^(Failures \(|Test run finished)/ && inside { inside = 0; if (block != "") print block | "sort"; block = ""; close("sort") }
        inside && /^$/ { next }
        inside && /^- / { engines++; next }
        inside && /^   - / { if (block != "") print block | "sort"; block = $0; next }
        inside { block = block "\\n" $0; next }
        /^Failures/ { failures = 1; print; next }
        /^\[ +[0-9]+ containers (found|started|successful)/ { $2 -= engines; print; failures = 0; next }
        /^\[/ { failures = 0 }
        failures && /^  [^ ]/ { if (failure != "") print failure | "sort"; sub(/^  [^:]*:/, "  "); failure = $0; next }
        failures { failure = failure "\\n" $0; next }
        { if (failure != "") print failure | "sort"; failure = ""; close("sort"); print }' | sed 's/\\n/\n/g'
}

# Its XML reports: one file per engine, so the tests of all files together, without times.
reports() {
    cat "$1"/TEST-*.xml | sed -nE 's/ time="[^"]*"//; s/.*(<testcase [^>]*>).*/\1/p' | sort
}

version=$(sed -E 's/.*junit-platform-launcher-([0-9.]+)\.jar.*/\1/' "$out/launcher.cp")
standalone=$out/junit-platform-console-standalone-$version.jar
[ -f "$standalone" ] || mvn -B -q dependency:copy "-Dartifact=org.junit.platform:junit-platform-console-standalone:$version" \
    "-DoutputDirectory=$out" >"$out/copy.log" 2>&1
arguments="execute --disable-banner --disable-ansi-colors --details=tree --scan-class-path=$torture/target/test-classes"
arguments="$arguments -n .*(Names|Tags|Dynamic|Vintage[RTES]|Inherit|Conditions|Suites|LifecycleFail|BeforeAllFail).*Test"
for how in cp jar; do
    [[ console-launcher-$how =~ $pattern ]] || continue
    for what in plain forkd; do
        path=$plain
        extra=
        [ $what = forkd ] && path=$forkd extra=$on
        rm -rf "$out/console-$how-$what"
        if [ $how = cp ]; then
            # shellcheck disable=SC2086
            timeout 200 "${bin}java" $options $extra -cp "$path" org.junit.platform.console.ConsoleLauncher $arguments "--reports-dir=$out/console-$how-$what"
        else
            # shellcheck disable=SC2086
            timeout 200 "${bin}java" $options $extra -jar "$standalone" $arguments "--reports-dir=$out/console-$how-$what" --class-path "$path"
        fi >"$out/console-$how.$what.log" 2>&1
        echo "exit code $?" >>"$out/console-$how.$what.log"
        console "$out/console-$how.$what.log" >"$out/console-$how.$what"
        reports "$out/console-$how-$what" >"$out/console-reports-$how.$what"
    done
    [ $how = jar ] && without_loader "$out/console-$how.plain" "$out/console-$how.forkd"
    compare "console-launcher-$how" "$out/console-$how.plain" "$out/console-$how.forkd"
    compare "console-launcher-$how-reports" "$out/console-reports-$how.plain" "$out/console-reports-$how.forkd"
done
exit $worst
