#!/usr/bin/env bash
# Everything that Maven can be told about which tests run, in which order and on which JVM: plain and distributed.
#
#   compatibility/controls.sh [name pattern] [maven arguments]
#
# The row 'toolchain' needs a second JDK: see jdk.sh. Exit code: 0 every row is the same, 1 differences, 2 a row that says nothing.
set -u

here=$(cd "$(dirname "$0")" && pwd)
. "$here/jdk.sh"
pattern=${1:-.*}
[ $# -gt 0 ] && shift
out=$here/target/controls
mkdir -p "$out"
export TIMEOUT=${TIMEOUT:-180} SHOWN=${SHOWN:-10}
worst=0

# row NAME [arguments of compare.sh, Maven's among them]
row() {
    local name=$1 code begin=$SECONDS
    shift
    [[ $name =~ $pattern ]] || return 0
    # Orders by earlier results must not see those of earlier rows.
    rm -f "$project"/.surefire-*
    "$here/compare.sh" "$project" --n 2 -Dfurther.skip=true "$@" "${further[@]}" >"$out/$name.log" 2>&1
    code=$?
    rm -f "$project"/.surefire-*
    read -r _ tests differences unexpected _ < <(grep '^n=2' "$out/$name.log") || tests=- unexpected=-
    # No test at all is the right answer to some questions; both runs must give it.
    if [ "${tests:--}" = - ] && ! find "$project/target/plain" "$project/target/forkd-2" -name 'TEST-*.xml' 2>/dev/null | grep -q . &&
        ends_alike "$project/target/plain.log" "$project/target/forkd-2.log"; then
        tests=0 unexpected=0 code=0
    fi
    printf '%-28s %7s %11s %8s\n' "$name" "${tests:--}" "${unexpected:--}" $((SECONDS - begin))
    if [ $code -ne 0 ]; then
        grep -v '^run \|^plain ' "$out/$name.log" | cut -c 1-300 | sed 's/^/    /'
        [ $worst -eq 2 ] || worst=$code
    fi
    tests= unexpected=
}

# Whether two builds that ran no test ended in the same way and, if they failed, for the same reason.
ends_alike() {
    local ending='s/^\[[A-Z]*\] (BUILD [A-Z]*|Failed to execute goal .*)$/\1/p'
    [ -n "$(sed -nE "$ending" "$1")" ] && [ "$(sed -nE "$ending" "$1")" = "$(sed -nE "$ending" "$2")" ]
}

further=("$@")
project=$here/torture
newest="-Djunit.version=6.1.3 -Dsurefire.version=3.6.1"
oldest="-Djunit.version=5.10.5 -Dsurefire.version=3.2.5 -Djunit.files=false -Djunit.templates=false"
few='-Dtest=TagsTest,NamesTest,OrderTest,VintageRulesTest'
printf '%-28s %7s %11s %8s\n' control tests unexpected seconds

# Which tests.
row test-class -Dtest=TagsTest
row test-qualified-class -Dtest=dev.forkd.torture.TagsTest
row test-method '-Dtest=TagsTest#inOrder'
row test-methods '-Dtest=TagsTest#inOrder+composed,NamesTest#one'
row test-pattern '-Dtest=Vintage*Test#*named*'
row test-pattern-of-one-character '-Dtest=Tag?Test#in*+?omposed'
row test-regex '-Dtest=%regex[.*(Tags|Names)Test.*]'
row test-regex-of-methods '-Dtest=%regex[.*TagsTest.*#(in|re).*]'
row test-regex-exclusion '-Dtest=!%regex[.*(Output|Dynamic|Mockito|Suite|Timeouts|Vintage).*]'
row test-parameterized '-Dtest=ParametersTest#twelve*'
row test-invocation '-Dtest=ParametersTest#twelve*[3]' -Dsurefire.failIfNoSpecifiedTests=false
row test-invocation-of-vintage '-Dtest=VintageRunnersTest*#*[1]*' -Dsurefire.failIfNoSpecifiedTests=false
row test-dynamic '-Dtest=DynamicSourcesTest#deep'
row test-nested '-Dtest=InheritanceTest$Own'
row test-nested-method '-Dtest=InheritanceTest$Own#*'
row test-suite '-Dtest=SuitesTest,SuiteOfMethodsTest'
row test-exclusion '-Dtest=!Output*,!Dynamic*,!Mockito*'
row test-methods-but '-Dtest=T*Test,!TempDirTest,!TagsTest#repeated'
row test-package '-Dtest=dev.forkd.torture.Vintage*'
row test-path '-Dtest=**/torture/Pri*.java'
row test-none -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false
row test-none-fails --fails -Dtest=NoSuchTest
row test-no-method '-Dtest=TagsTest#noSuchMethod'
printf '%s\n' '**/T*Test.java' '**/Price*Test#rounds*' >"$out/includes.txt"
printf '%s\n' '**/TempDirTest.java' >"$out/excludes.txt"
row includes-file "-Dsurefire.includesFile=$out/includes.txt" "-Dsurefire.excludesFile=$out/excludes.txt"
row groups '-Dgroups=alpha'
row groups-several '-Dgroups=alpha,auto-detected'
row groups-expression '-Dgroups=zulu & !bravo'
row groups-none '-Dgroups=none() | nested' "$few"
row groups-category '-Dgroups=dev.forkd.torture.VintageSuiteTest$Slow'
row groups-and-class '-Dgroups=bravo | nested' '-Dtest=TagsTest'
row groups-unknown '-Dgroups=no-such-tag' '-Dtest=TagsTest' -Dsurefire.failIfNoSpecifiedTests=false
row groups-newest '-Dgroups=alpha' $newest
row excluded-groups -DexcludedGroups=zulu
row excluded-groups-newest -DexcludedGroups=zulu $newest '-Dtest=T*Test,Suite*Test'

# What happens when tests fail.
row failing-build --fails -Dfailures=true '-Dtest=BeforeAllFailTest,TagsTest'
row rerun -Dfailures=true -Dsurefire.rerunFailingTestsCount=2 '-Dtest=FlakyFailTest,LifecycleFailTest,TagsTest'
row rerun-newest -Dfailures=true -Dsurefire.rerunFailingTestsCount=2 '-Dtest=FlakyFailTest,LifecycleFailTest,TagsTest' $newest
row rerun-oldest -Dfailures=true -Dsurefire.rerunFailingTestsCount=2 '-Dtest=FlakyFailTest,LifecycleFailTest,TagsTest' $oldest
row fail-on-flakes --fails -Dfailures=true -Dsurefire.rerunFailingTestsCount=2 -Dsurefire.failOnFlakeCount=1 \
    '-Dtest=FlakyFailTest#plain+invocations'
row skip-after-failure -Dfailures=true -Dsurefire.skipAfterFailureCount=2 -Dtest=AssertionKindsFailTest
# Since 6.0 the Launcher can cancel, and Surefire does.
row cancellation -Dfailures=true -Dsurefire.skipAfterFailureCount=2 -Dtest=AssertionKindsFailTest $newest
row cancellation-between -Dfailures=true -Dsurefire.skipAfterFailureCount=1 '-Dtest=BeforeAllFailTest' $newest
row trimmed -Dfailures=true -Dtrim=true '-Dtest=*FailTest'
row output-to-files -Dmaven.test.redirectTestOutputToFile=true '-Dtest=TagsTest,OutputTest,VintageRulesTest'
row report-suffix -Dsurefire.reportNameSuffix=again "$few"

# In which order.
row order-alphabetical -Dsurefire.runOrder=alphabetical
row order-reverse -Dsurefire.runOrder=reversealphabetical
row order-random -Dsurefire.runOrder=random -Dsurefire.runOrder.random.seed=7
row order-hourly -Dsurefire.runOrder=hourly "$few"
row order-failed-first -Dsurefire.runOrder=failedfirst "$few"
row order-balanced -Dsurefire.runOrder=balanced "$few"
# The newest Surefire hands these on to Jupiter, which then orders methods and nested classes too.
row order-alphabetical-newest -Dsurefire.runOrder=alphabetical $newest
row order-reverse-newest -Dsurefire.runOrder=reversealphabetical $newest
row order-random-newest -Dsurefire.runOrder=random -Dsurefire.runOrder.random.seed=7 $newest

# JUnit's own settings, beside those of junit-platform.properties.
jupiter=-Djunit.jupiter
row random-orderers "$jupiter.testclass.order.default=org.junit.jupiter.api.ClassOrderer\$Random" \
    "$jupiter.testmethod.order.default=org.junit.jupiter.api.MethodOrderer\$Random"
row random-orderers-seed "$jupiter.testclass.order.default=org.junit.jupiter.api.ClassOrderer\$Random" \
    "$jupiter.testmethod.order.default=org.junit.jupiter.api.MethodOrderer\$Random" "$jupiter.execution.order.random.seed=99"
row parallel "$jupiter.execution.parallel.enabled=true" "$jupiter.execution.parallel.mode.default=concurrent" \
    "$jupiter.execution.parallel.mode.classes.default=concurrent" "$jupiter.execution.parallel.config.strategy=fixed" \
    "$jupiter.execution.parallel.config.fixed.parallelism=3" '-Dtest=*Concurrently,PriceTest,PriceLabelTest,RecordTest'
row parallel-classes "$jupiter.execution.parallel.enabled=true" "$jupiter.execution.parallel.mode.default=same_thread" \
    "$jupiter.execution.parallel.mode.classes.default=concurrent" '-Dtest=PriceTest,PriceLabelTest,RecordTest,OthersConcurrently'
row lifecycle-and-names "$jupiter.testinstance.lifecycle.default=per_class" "$jupiter.conditions.deactivate=*OnOs*" \
    "$jupiter.displayname.generator.default=org.junit.jupiter.api.DisplayNameGenerator\$ReplaceUnderscores" \
    '-Dtest=NamesTest,ConditionsTest,InheritanceTest,ExtensionsTest'
row no-auto-detection "$jupiter.extensions.autodetection.enabled=false" '-Dtest=TagsTest,ExtensionsTest'
row captured-output -Djunit.platform.output.capture.stdout=true -Djunit.platform.output.capture.stderr=true '-Dtest=OutputTest,TagsTest'
row no-pruning -Djunit.platform.stacktrace.pruning.enabled=false '-Dtest=TagsTest'
row dry-run -Djunit.platform.execution.dryRun.enabled=true '-Dtest=TagsTest,DynamicSourcesTest'

# In which JVMs.
row fork-count-2 -DforkCount=2 '-Dtest=T*Test,R*Test'
row no-reuse -DreuseForks=false '-Dtest=T*Test'
row fork-count-2-no-reuse -DforkCount=2 -DreuseForks=false '-Dtest=R*Test'
row no-fork -DforkCount=0 '-Dtest=TagsTest,ReportEntriesTest,NamesTest'
row no-manifest-jar -Dsurefire.useManifestOnlyJar=false '-Dtest=EnvironmentTest,TagsTest'
row no-system-class-loader -Dsurefire.useSystemClassLoader=false '-Dtest=TagsTest,ReportEntriesTest'
row no-assertions -DenableAssertions=false '-Dtest=EnvironmentTest'
row java-agent -Dfurther.skip=false -Dtest=MockitoTest
row arg-line '-Djacoco.agent=-XX:+UseParallelGC -Xss2m -Dtorture.unset=of-the-command-line' -Dtest=EnvironmentTest
# These two print the directory, or read a file of the project's own.
but='!EnvironmentTest#mavensProperties,!EnvironmentTest#filesBesideTheTests'
row working-directory-below -Dworking.directory=target/elsewhere "-Dtest=EnvironmentTest,$but"
row working-directory-above "-Dworking.directory=$here" "-Dtest=EnvironmentTest,$but"
other=$(jdk 25)
if [ "$other" ]; then
    row other-jvm "-Djvm=$other/bin/java" -Dtest=EnvironmentTest,TagsTest
    cat >"$out/toolchains.xml" <<END
<toolchains>
  <toolchain>
    <type>jdk</type>
    <provides><version>25</version></provides>
    <configuration><jdkHome>$other</jdkHome></configuration>
  </toolchain>
</toolchains>
END
    row toolchain "--global-toolchains=$out/toolchains.xml" -Dtoolchain=25 -Dtest=EnvironmentTest,TagsTest
else
    printf '%-28s %s\n' 'other-jvm, toolchain' 'NOT RUN: no JDK 25 here'
fi

# By which engines.
row include-engines '-Dsurefire.includeJUnit5Engines=junit-jupiter' '-Dtest=TagsTest,VintageRulesTest'
row exclude-engines '-Dsurefire.excludeJUnit5Engines=junit-vintage' '-Dtest=TagsTest,VintageRulesTest'

# Failsafe: the jar on the class path, and failures that come to light in 'verify'.
project=$here/failsafe
row failsafe --phase verify
row failsafe-newest --phase verify $newest
row failsafe-oldest --phase verify $oldest
row failsafe-one-method --phase verify '-Dit.test=GreetingIT#knows*' -DfailIfNoTests=false
row failsafe-failing --phase verify --fails -Dfailing=true
row failsafe-failing-ignored --phase verify -Dfailing=true
row failsafe-rerun --phase verify --fails -Dfailing=true -Dfailsafe.rerunFailingTestsCount=1
exit $worst
