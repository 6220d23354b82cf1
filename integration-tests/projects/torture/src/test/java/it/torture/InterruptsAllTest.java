package it.torture;

class InterruptsAllTest extends Torture {

    @Override
    void harm() throws Throwable {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }
}
