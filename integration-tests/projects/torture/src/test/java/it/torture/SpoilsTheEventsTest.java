package it.torture;

class SpoilsTheEventsTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("head -c 3000000 /dev/urandom >>\"$FORKD_STREAM_EVENTS\"");
        sleep(2);
    }
}
