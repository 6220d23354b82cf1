package it.torture;

class StopsWhatFeedsItTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("for p in $(pgrep -f 'process.sh supervise' -P $(cat \"$FORKD_PROCESS_DIR/pid\")); do kill -STOP $p; done");
    }
}
