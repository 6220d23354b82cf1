package it.torture;

class ReplacesTheEventsTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("ln -sf /dev/zero \"$FORKD_STREAM_EVENTS\"");
    }
}
