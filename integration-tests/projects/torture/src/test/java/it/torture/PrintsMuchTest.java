package it.torture;

class PrintsMuchTest extends Torture {

    @Override
    void harm() throws Throwable {
        byte[] line = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n".getBytes();
        for (int i = 0; i < (48 << 20) / 64; i++) {
            System.out.write(line, 0, 64);
        }
    }
}
