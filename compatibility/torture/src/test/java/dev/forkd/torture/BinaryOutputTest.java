package dev.forkd.torture;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BinaryOutputTest {

    @Test
    @Order(1)
    void everyByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        System.out.write(all, 0, all.length);
        System.out.println();
    }

    @Test
    @Order(2)
    void invalidUtf8() {
        byte[] bytes = {'a', (byte) 0xc3, 'b', (byte) 0xff, (byte) 0xe2, (byte) 0x82, 'c', '\n'};
        System.out.write(bytes, 0, bytes.length);
    }

    @Test
    @Order(5)
    void onErr() {
        byte[] bytes = {(byte) 0x80, 'x', (byte) 0xf0, (byte) 0x9f, '\n'};
        System.err.write(bytes, 0, bytes.length);
    }

    @Test
    @Order(6)
    void escapes() {
        System.out.println("\u001b[1;31mred\u001b[0m \u001b]0;title\u0007 \u009b");
    }
}
