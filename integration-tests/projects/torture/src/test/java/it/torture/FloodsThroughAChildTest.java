package it.torture;

class FloodsThroughAChildTest extends Torture {

    @Override
    void harm() throws Throwable {
        new ProcessBuilder("sh", "-c", "head -c 20000000 /dev/zero | tr '\\0' x; head -c 20000000 /dev/zero >&2")
                .inheritIO()
                .start()
                .waitFor();
    }
}
