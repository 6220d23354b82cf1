package it.torture;

class EndlessLineInTheEventsTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("head -c 300000000 /dev/zero | tr \"\\\\0\" x >>\"$FORKD_STREAM_EVENTS\"");
        sleep(2);
    }
}
