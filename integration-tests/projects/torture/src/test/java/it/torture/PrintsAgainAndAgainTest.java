package it.torture;

import org.junit.jupiter.api.RepeatedTest;

class PrintsAgainAndAgainTest {

    @RepeatedTest(30)
    void prints() {
        byte[] line = ("0123456789abcdef".repeat(4) + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < (10 << 20) / line.length; i++) {
            System.out.write(line, 0, line.length);
        }
        System.out.flush();
    }
}
