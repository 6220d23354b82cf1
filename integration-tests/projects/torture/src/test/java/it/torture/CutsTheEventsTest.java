package it.torture;

class CutsTheEventsTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell(": >\"$FORKD_STREAM_EVENTS\"");
    }
}
