package it.torture;

class DeadlocksTest extends Torture {

    @Override
    void harm() throws Throwable {
        Object first = new Object();
        Object second = new Object();
        Thread other = new Thread(() -> {
            synchronized (second) {
                sleep(1);
                synchronized (first) {
                    throw new IllegalStateException("no deadlock");
                }
            }
        });
        other.setDaemon(true);
        synchronized (first) {
            other.start();
            sleep(2);
            synchronized (second) {
                throw new IllegalStateException("no deadlock");
            }
        }
    }
}
