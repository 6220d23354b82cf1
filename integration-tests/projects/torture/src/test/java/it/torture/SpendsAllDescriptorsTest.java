package it.torture;

class SpendsAllDescriptorsTest extends Torture {

    private static final java.util.List<Object> KEPT = new java.util.ArrayList<>();

    @Override
    void harm() throws Throwable {
        // Far fewer than a machine may allow, so that the heap is not what ends first.
        shell("prlimit --pid $1 --nofile=500:500 || :");
        try {
            while (KEPT.size() < 10_000) {
                KEPT.add(new java.io.FileInputStream("/dev/null"));
            }
        } catch (java.io.IOException expected) {
            System.out.println("no descriptor is left");
        }
    }
}
