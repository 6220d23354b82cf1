package dev.forkd.engine.host;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.platform.engine.TestDescriptor;

/**
 * An unknown host. Lines go to the process's own error stream, bypassing any capture of the tests' output, and reported
 * times are those of the replay. In a Surefire fork that was not recognised nothing is printed, because there the error
 * stream becomes part of a report.
 */
final class PlainHost implements Host {

    private final PrintStream error;
    private final boolean silent;

    PlainHost() {
        this(
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, Charset.defaultCharset()),
                System.getProperty("surefire.real.class.path") != null);
    }

    PlainHost(PrintStream error, boolean silent) {
        this.error = error;
        this.silent = silent;
    }

    @Override
    public void say(String line) {
        if (!silent) {
            error.println(Host.lines(line));
        }
    }

    @Override
    public Optional<LiveArea> liveArea(boolean wanted) {
        return silent
                ? Optional.empty()
                : new TerminalSearch()
                        .ofThisProcess(ProcessHandle.current().pid(), wanted)
                        .map(terminal -> new TerminalArea(this::draw, false, new TerminalWidth(terminal)));
    }

    private void draw(String text) {
        error.print(text);
        error.flush();
    }

    @Override
    public void backDate(TestDescriptor descriptor, long durationMicros) {
        // There is no way to do this here.
    }
}
