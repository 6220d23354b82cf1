#!/usr/bin/env bash
# Compares plain and distributed runs over versions of JUnit, Surefire and the JDK, in one table.
#
#   compatibility/matrix.sh [fast|all] [pattern]
#
# fast: three cells that differ in everything, for CI. all: every cell. A pattern chooses among them: '^6.*torture$'.
# JDK 25 is used when JAVA_HOME_25 says where it is, or when it is in /usr/lib/jvm. CELL_TIMEOUT: seconds for a Maven run.
# Projects are copied to target/matrix: sources that need a newer JUnit are left out there.
set -u

here=$(cd "$(dirname "$0")" && pwd)
what=${1:-fast}
pattern=${2:-.*}
. "$here/jdk.sh"
work=$here/target/matrix
features=$here/../examples/features
export TIMEOUT=${CELL_TIMEOUT:-240} SHOWN=${SHOWN:-8}

cells() {
    if [ "$what" = fast ]; then
        # The oldest of everything, the middle with a new JDK, the newest of everything.
        echo '5.10.5 3.2.5 17 features'
        echo '5.14.4 3.5.6 25 features'
        echo '6.1.3 3.6.1 17 features'
    else
        local junit surefire jdk project
        for junit in 5.10.5 5.12.2 5.14.4 6.0.3 6.1.3; do
            for surefire in 3.2.5 3.5.6 3.6.1; do
                for jdk in 17 25; do
                    for project in features torture; do
                        echo "$junit $surefire $jdk $project"
                    done
                done
            done
        done
    fi
}

# prepare PROJECT JUNIT: a copy in $work that this JUnit can compile; prints further Maven arguments.
prepare() {
    local copy=$work/$1
    rm -rf "$copy"
    mkdir -p "$work"
    if [ "$1" = features ]; then
        cp -r "$features" "$copy"
        case $2 in
            5.10.* | 5.11.* | 5.12.*) rm -f "$copy"/src/test/java/dev/forkd/examples/features/ParameterizedClassTest.java ;;
        esac
    else
        cp -r "$here/torture" "$copy"
    fi
    rm -rf "$copy/target"
    case $2 in
        5.10.* | 5.11.*) echo -Djunit.files=false -Djunit.templates=false ;;
        5.12.*) echo -Djunit.templates=false ;;
    esac
}

worst=0
printf '%-8s %-9s %-4s %-9s %7s %12s %11s %8s\n' JUnit Surefire JDK project tests differences unexpected seconds
while read -r junit surefire jdk project; do
    [[ "$junit $surefire $jdk $project" =~ $pattern ]] || continue
    home=$(jdk "$jdk")
    if [ -z "$home" ]; then
        printf '%-8s %-9s %-4s %-9s %s\n' "$junit" "$surefire" "$jdk" "$project" "NOT RUN: no JDK $jdk here; JAVA_HOME_$jdk may say where one is"
        continue
    fi
    begin=$SECONDS
    arguments=$(prepare "$project" "$junit")
    # shellcheck disable=SC2086
    JAVA_HOME=$home "$here/compare.sh" "$work/$project" --n 2 --expect "$here/torture/expected-differences.txt" \
        "-Djunit.version=$junit" "-Dsurefire.version=$surefire" $arguments >"$work/cell.log" 2>&1 </dev/null
    code=$?
    read -r _ tests differences unexpected _ < <(grep '^n=2' "$work/cell.log") || unexpected=broken
    printf '%-8s %-9s %-4s %-9s %7s %12s %11s %8s\n' "$junit" "$surefire" "$jdk" "$project" "${tests:--}" "${differences:--}" \
        "${unexpected:--}" $((SECONDS - begin))
    if [ $code -ne 0 ]; then
        grep -v '^run \|^plain \|^n=2' "$work/cell.log" | cut -c 1-300 | sed 's/^/    /'
        worst=1
    fi
    tests= differences= unexpected=
done < <(cells)
exit $worst
