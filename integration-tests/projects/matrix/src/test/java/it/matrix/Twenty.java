package it.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Twenty tests. Each leaves a file when it has run to its end; t07 and t17 are meant to fail. */
abstract class Twenty {

    private void run(int number) throws IOException, InterruptedException {
        Thread.sleep(30);
        String name = getClass().getSimpleName() + ".t" + (number < 10 ? "0" : "") + number;
        Files.writeString(Path.of(System.getProperty("it.dir"), name), "");
        if (number % 10 == 7) {
            throw new AssertionError("meant to fail");
        }
    }

    @Test
    void t00() throws Exception {
        run(0);
    }

    @Test
    void t01() throws Exception {
        run(1);
    }

    @Test
    void t02() throws Exception {
        run(2);
    }

    @Test
    void t03() throws Exception {
        run(3);
    }

    @Test
    void t04() throws Exception {
        run(4);
    }

    @Test
    void t05() throws Exception {
        run(5);
    }

    @Test
    void t06() throws Exception {
        run(6);
    }

    @Test
    void t07() throws Exception {
        run(7);
    }

    @Test
    void t08() throws Exception {
        run(8);
    }

    @Test
    void t09() throws Exception {
        run(9);
    }

    @Test
    void t10() throws Exception {
        run(10);
    }

    @Test
    void t11() throws Exception {
        run(11);
    }

    @Test
    void t12() throws Exception {
        run(12);
    }

    @Test
    void t13() throws Exception {
        run(13);
    }

    @Test
    void t14() throws Exception {
        run(14);
    }

    @Test
    void t15() throws Exception {
        run(15);
    }

    @Test
    void t16() throws Exception {
        run(16);
    }

    @Test
    void t17() throws Exception {
        run(17);
    }

    @Test
    void t18() throws Exception {
        run(18);
    }

    @Test
    void t19() throws Exception {
        run(19);
    }
}
