package it.torture;

class StopsTheHeartbeatTest extends Torture {

    @Override
    void harm() throws Throwable {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains("heartbeat")) {
                thread.stop();
            }
        }
        sleep(1);
    }
}
