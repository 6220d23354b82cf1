package it.torture;

class StopsItsParentsTest extends Torture {

    @Override
    void harm() throws Throwable {
        // Those of ours only, because the others may be the machine's own.
        shell("p=$1 all=; while :; do p=$(awk '{ print $4 }' /proc/$p/stat)"
                + "; case $(tr '\\0' ' ' </proc/$p/cmdline) in *forkd-work*) all=\"$all $p\" ;; *) break ;; esac; done"
                + "; kill -STOP $all");
    }
}
