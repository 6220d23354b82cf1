package it.torture;

class ReplacesTheEventsTest extends Torture {

    @Override
    void harm() throws Throwable {
        // The host must have read how the test before ended, because that is lost as well.
        sleep(2);
        shell("ln -sf /dev/zero \"$FORKD_STREAM_EVENTS\"");
    }
}
