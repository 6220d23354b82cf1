package dev.forkd.action;

import dev.forkd.action.run.Exit;
import dev.forkd.action.runner.Cancellation;
import dev.forkd.action.runner.Console;
import dev.forkd.action.runner.Request;
import java.io.IOException;

/** The program's entry point, for the launcher of the Action and for the command line. */
public final class Main {
    private Main() {}

    /**
     * Runs the program and ends the JVM with its exit code.
     *
     * @param args {@code --from-launcher}, or see {@code --help}
     */
    public static void main(String[] args) {
        var cancellation = new Cancellation();
        boolean launched = args.length == 1 && args[0].equals("--from-launcher");
        int code = Exit.NOT_DONE.code();
        try {
            code = launched ? step(cancellation) : CommandLineProgram.run(cancellation, args);
        } catch (IOException | RuntimeException | Error e) {
            Console.standard(launched)
                    .annotate(Console.Level.ERROR, "forkd: the program failed: " + e + "; please report it");
        } finally {
            cancellation.finished();
        }
        System.exit(code);
    }

    private static int step(Cancellation cancellation) throws IOException {
        cancellation.onSignal();
        var console = Console.standard(true);
        Request request = Request.read(System.in);
        cancellation.onEndOf(System.in);
        cancellation.onFile(request.directory().resolve("stop"));
        return new Step(console, cancellation, request).perform().code();
    }
}
