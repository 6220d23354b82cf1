package dev.forkd.action;

import dev.forkd.action.run.Exit;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.Request;
import dev.forkd.action.runner.Stop;
import java.io.IOException;

/** Starts the program: for the launcher of the Action, or for people on the command line. */
public final class Main {
    private Main() {}

    /**
     * Runs and exits.
     *
     * @param args {@code --from-launcher}, or see {@code --help}
     */
    public static void main(String[] args) {
        var stop = new Stop();
        boolean launched = args.length == 1 && args[0].equals("--from-launcher");
        int code = Exit.NOT_DONE.code();
        try {
            code = launched ? step(stop) : CommandLineProgram.run(stop, args);
        } catch (IOException | RuntimeException | Error e) {
            Console.standard(launched)
                    .annotate(Console.Level.ERROR, "forkd: the program failed: " + e + "; please report it");
        } finally {
            stop.finished();
        }
        System.exit(code);
    }

    private static int step(Stop stop) throws IOException {
        stop.onSignal();
        var console = Console.standard(true);
        Request request = Request.read(System.in);
        stop.onEndOf(System.in);
        stop.onFile(request.directory().resolve("stop"));
        return new Step(console, stop, request).perform().code();
    }
}
