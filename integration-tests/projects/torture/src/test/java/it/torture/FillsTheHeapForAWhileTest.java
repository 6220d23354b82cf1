package it.torture;

class FillsTheHeapForAWhileTest extends Torture {

    @Override
    void harm() throws Throwable {
        long end = System.nanoTime() + 5_000_000_000L;
        java.util.List<byte[]> all = new java.util.ArrayList<>();
        for (int size = 1 << 20; System.nanoTime() < end; size = Math.max(16, size / 2)) {
            try {
                while (System.nanoTime() < end) {
                    all.add(new byte[size]);
                }
            } catch (OutOfMemoryError e) {
                sleep(size == 16 ? 1 : 0);
            }
        }
    }
}
