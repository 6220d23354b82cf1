package it.torture;

class ExitsQuietlyTest extends Torture {

    @Override
    void harm() throws Throwable {
        Thread other = new Thread(() -> Runtime.getRuntime().halt(0));
        other.start();
        sleep(5);
    }
}
