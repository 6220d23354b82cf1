package it.torture;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;

class ClosesDescriptorsTest extends Torture {

    private static final List<FileInputStream> IN_THEIR_PLACE = new ArrayList<>();

    @Override
    void harm() throws Throwable {
        new FileOutputStream(FileDescriptor.out).close();
        new FileOutputStream(FileDescriptor.err).close();
        new FileInputStream(FileDescriptor.in).close();
    }

    /** As in process, the classes after this one would suffer: Java cannot start programs through pipes with these numbers. */
    @AfterAll
    static void occupy() throws IOException {
        for (int i = 0; i < 3; i++) {
            IN_THEIR_PLACE.add(new FileInputStream("/dev/null"));
        }
    }
}
