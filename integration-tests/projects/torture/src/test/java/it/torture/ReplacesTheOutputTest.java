package it.torture;

class ReplacesTheOutputTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("ln -sf /dev/zero \"$FORKD_PROCESS_DIR/stream-stdout\"; ln -sf /dev/zero \"$FORKD_PROCESS_DIR/stream-stderr\"");
    }
}
