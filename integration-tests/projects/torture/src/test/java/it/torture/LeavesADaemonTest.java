package it.torture;

class LeavesADaemonTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("env -i setsid nohup sleep 4447 >/dev/null 2>&1 &");
        shell("setsid nohup sleep 4448 &");
    }
}
