package it.torture;

class TerminatesItselfTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("kill -TERM $1");
        sleep(5);
    }
}
