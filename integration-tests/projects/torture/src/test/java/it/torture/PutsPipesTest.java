package it.torture;

class PutsPipesTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("cd \"$FORKD_PROCESS_DIR\" && rm polled fed && mkfifo polled fed exit in.end");
        sleep(2);
    }
}
