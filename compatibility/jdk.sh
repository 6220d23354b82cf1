# Sourced by the scripts beside it.

# jdk VERSION: prints the home of such a JDK: JAVA_HOME_<VERSION> if that is set, else one below /usr/lib/jvm.
jdk() {
    local variable=JAVA_HOME_$1 candidate
    for candidate in "${!variable:-}" /usr/lib/jvm/*-"$1"-* /usr/lib/jvm/*-"$1" "${JAVA_HOME:-}"; do
        if [ -n "$candidate" ] && [ -x "$candidate/bin/java" ] && "$candidate/bin/java" -version 2>&1 | grep -q "version \"$1[.\"]"; then
            echo "$candidate"
            return
        fi
    done
}
