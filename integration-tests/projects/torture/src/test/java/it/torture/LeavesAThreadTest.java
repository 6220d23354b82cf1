package it.torture;

class LeavesAThreadTest extends Torture {

    @Override
    void harm() throws Throwable {
        new Thread(() -> sleep(10_000), "left").start();
    }
}
