package it.torture;

class StopsItselfTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("kill -STOP $1");
        sleep(3);
    }
}
