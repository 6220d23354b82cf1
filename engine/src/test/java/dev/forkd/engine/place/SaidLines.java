package dev.forkd.engine.place;

import dev.forkd.engine.host.Host;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;

/** Keeps what is said to the user. */
public final class SaidLines implements Host {

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    public List<String> lines() {
        return lines;
    }

    @Override
    public void say(String line) {
        lines.add(line);
    }

    @Override
    public void backDate(TestDescriptor test, long micros) {}

    @Override
    public Optional<String> hindrance() {
        return Optional.empty();
    }
}
