package it.torture;

class FillsTheDiskForAWhileTest extends Torture {

    @Override
    void harm() throws Throwable {
        // What is written to its files fails meanwhile, as on a full disk; also its signs of life.
        shell("prlimit --pid $1 --fsize=1000:unlimited || :");
        sleep(5);
        shell("prlimit --pid $1 --fsize=unlimited:unlimited || :");
    }
}
