package it.torture;

class FillsTheHeapTest extends Torture {

    @Override
    void harm() throws Throwable {
        java.util.List<byte[]> all = new java.util.ArrayList<>();
        while (true) {
            all.add(new byte[1 << 20]);
        }
    }
}
