package dev.forkd.torture;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Surefire decodes each write on its own and loses what is cut; forkd does not. */
class SplitCharactersTest {

    @Test
    void characterInTwoWrites() {
        System.out.write(0xc3);
        System.out.flush();
        System.out.write(0xa4);
        System.out.flush();
        System.out.println();
    }

    @Test
    void byteByByte() {
        for (byte b : "\u00e4\u20ac\ud83d\ude00\n".getBytes(StandardCharsets.UTF_8)) {
            System.out.write(b);
        }
        System.out.flush();
    }

    /** Surefire drops the line from there on. */
    @Test
    void unpairedSurrogates() {
        System.out.println("high \ud800 low \udc00 nonchar \uffff \ufffe");
    }
}
