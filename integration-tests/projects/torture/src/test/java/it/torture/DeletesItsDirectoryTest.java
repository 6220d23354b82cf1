package it.torture;

class DeletesItsDirectoryTest extends Torture {

    @Override
    void harm() throws Throwable {
        // The host must have read how the test before ended, because that is lost as well.
        sleep(2);
        // All that there is of ours in the temporary directory; no more, since that may be the machine's own.
        shell("rm -rf \"$(dirname \"$FORKD_PROCESS_DIR\")\"");
        sleep(3);
    }
}
