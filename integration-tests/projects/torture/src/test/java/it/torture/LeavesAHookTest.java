package it.torture;

class LeavesAHookTest extends Torture {

    @Override
    void harm() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> sleep(10_000_000)));
    }
}
