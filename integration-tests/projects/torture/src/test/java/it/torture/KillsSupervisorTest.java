package it.torture;

class KillsSupervisorTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("kill -9 $(cat \"$FORKD_PROCESS_DIR/pid\")");
        sleep(3);
    }
}
