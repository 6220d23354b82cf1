package it.torture;

class ReplacesItsFilesTest extends Torture {

    @Override
    void harm() throws Throwable {
        shell("cd \"$FORKD_PROCESS_DIR\" && ln -sf /dev/zero polled && ln -sf /dev/zero fed && ln -sf /dev/zero child");
    }
}
