package it.torture;

class PrintsVeryMuchTest extends Torture {

    @Override
    void harm() throws Throwable {
        byte[] line = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde\n".getBytes();
        for (int i = 0; i < (300 << 20) / 64; i++) {
            System.out.write(line, 0, 64);
        }
    }
}
