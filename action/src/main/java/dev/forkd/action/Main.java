package dev.forkd.action;

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
     * @throws IOException if the launcher sends no request
     */
    public static void main(String[] args) throws IOException {
        var stop = new Stop();
        int code;
        if (args.length == 1 && args[0].equals("--from-launcher")) {
            stop.onSignal();
            var console = Console.standard(true);
            Request request = Request.read(System.in);
            stop.onEndOf(System.in);
            stop.onFile(request.directory().resolve("stop"));
            code = new Step(console, stop, request).perform().code();
        } else {
            code = CommandLineProgram.run(stop, args);
        }
        stop.finished();
        System.exit(code);
    }
}
