package it.torture;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class SpendsAllDescriptorsTest extends Torture {

    private static final List<FileInputStream> KEPT = new ArrayList<>();

    @Override
    void harm() throws Throwable {
        // Far fewer than a machine may allow, so that the heap is not what ends first.
        shell("prlimit --pid $1 --nofile=500: || :");
        try {
            while (KEPT.size() < 10_000) {
                KEPT.add(new FileInputStream("/dev/null"));
            }
        } catch (IOException expected) {
            System.out.println("no descriptor is left");
        }
    }

    /** As in process, the classes after this one would suffer. */
    @AfterAll
    static void release() throws Exception {
        for (FileInputStream file : KEPT) {
            file.close();
        }
        shell("prlimit --pid $1 --nofile=$(prlimit --pid $1 --nofile --output HARD --noheadings | tr -d ' '): || :");
    }
}
