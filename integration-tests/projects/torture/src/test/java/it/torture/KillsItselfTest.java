package it.torture;

class KillsItselfTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("kill -9 $1");
        sleep(5);
    }
}
