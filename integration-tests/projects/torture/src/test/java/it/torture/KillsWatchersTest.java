package it.torture;

class KillsWatchersTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("for p in $(pgrep -f 'process.sh supervise' -P $(cat \"$FORKD_PROCESS_DIR/pid\")); do kill -9 $p; done");
        sleep(2);
    }
}
