#!/usr/bin/env bash
# Breaks what makes reports equal, one piece at a time, in a clone of this repository, and shows which tests go red.
#
#   compatibility/breaks.sh [NAME ...]      (default: all)
#
# Exit code: 0 each break was noticed, 1 one was not, 2 a break no longer fits the code.
set -u

root=$(cd "$(dirname "$0")/.." && pwd)
clone=$(mktemp -d)
trap 'rm -rf "$clone"' EXIT
git clone -q "$root" "$clone/forkd-junit"
cd "$clone/forkd-junit" || exit 2

worker=worker/src/main/java/dev/forkd/worker
engine=engine/src/main/java/dev/forkd/engine
wanted=" $* "
worst=0

# break_it NAME FILE SED: changes the file, builds worker and engine with their tests, and puts it back.
break_it() {
    local name=$1 file=$2 change=$3
    [ "$wanted" = "  " ] || [[ $wanted == *" $name "* ]] || return 0
    sed -i -E "$change" "$file"
    if git diff --quiet; then
        echo "$name: the break no longer fits $file" >&2
        worst=2
        return
    fi
    # A repository of its own: a broken worker must not become anybody else's dependency.
    timeout -k 10 900 mvn -B -o -Dspotless.check.skip=true -Dmaven.test.failure.ignore=true \
        -pl worker,engine -am -Dtest='!*Fixture,BatchRunnerTests,ThrowableEncoderTests,ThrowableReviverTests,ReplayTests,UnitPlannerTests,JUnitParametersTests,EndToEndTests' \
        -Dsurefire.failIfNoSpecifiedTests=false test >"$clone/$name.log" 2>&1
    local red
    red=$(grep -aE '^\[ERROR\] +[A-Za-z]+Tests?\.' "$clone/$name.log" | sed -E 's/^\[ERROR\] +([A-Za-z]+\.[A-Za-z_0-9]+).*/\1/' | sort -u)
    if [ -n "$red" ]; then
        printf '%s: %s tests red\n%s\n' "$name" "$(wc -l <<<"$red")" "$(sed 's/^/    /' <<<"$red")"
    elif grep -aq 'COMPILATION ERROR' "$clone/$name.log"; then
        echo "$name: the break does not compile" >&2
        worst=2
    else
        echo "$name: NOT NOTICED"
        tail -n 5 "$clone/$name.log"
        [ "$worst" -eq 2 ] || worst=1
    fi
    git checkout -q -- .
}

break_it tag-order "$worker/EventListener.java" \
    's/map\(TestTag::getName\)\.toList\(\)/map(TestTag::getName).sorted().toList()/'
break_it output-attribution "$worker/OutputCapture.java" 's/pendingId = id;/pendingId = null;/'
break_it exception-class "$engine/replay/BareThrowables.java" 's/if \(says\(made, faithful\)\)/if (says(made, faithful) \&\& message == null)/'
break_it leaf-ids "$engine/plan/UnitPlanner.java" 's/List\.copyOf\(selectors\)/List.copyOf(selectors.subList(0, 1))/'
break_it leaf-order "$engine/plan/UnitPlanner.java" \
    's/node\.getChildren\(\)\.forEach\(/node.getChildren().stream().sorted(java.util.Comparator.comparing((TestDescriptor it) -> it.getUniqueId().toString()).reversed()).forEach(/'
break_it seed "$engine/run/JUnitParameters.java" 's/computeIfAbsent\(SEED,/computeIfAbsent(SEED + "-",/'
exit $worst
