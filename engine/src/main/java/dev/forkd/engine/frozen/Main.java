package dev.forkd.engine.frozen;

import dev.forkd.client.ForkdClient;
import dev.forkd.client.ForkdException;
import dev.forkd.client.StateDirectory;
import dev.forkd.client.Token;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The program in the engine's jar: it lists frozen tests, looks into them and deletes them. */
public final class Main {

    private static final int WRONG = 2;
    private static final String USAGE =
            """
            Tests that were frozen when they had failed (forkd.freeze).

              list                        those that there are, the latest first
              look TAG [COMMAND ARG ...]  run a command in a new sandbox that is as the failed test left it, in the
                                          tests' directory; without a command a shell that reads its commands here
              delete TAG ... | all        delete them

            FORKD_TOKEN is the token of a controller elsewhere.
            """;

    private final FrozenTags tags;
    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    Main(FrozenTags tags, Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {
        this.tags = tags;
        this.environment = environment;
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the program.
     *
     * @param arguments see the usage that it prints without any
     */
    public static void main(String[] arguments) {
        Main main =
                new Main(new FrozenTags(StateDirectory.standard()), System.getenv(), System.in, System.out, System.err);
        System.exit(main.run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            if (arguments.equals(List.of("list"))) {
                return list();
            }
            if (arguments.size() >= 2 && arguments.get(0).equals("look")) {
                return look(arguments.get(1), arguments.subList(2, arguments.size()));
            }
            if (arguments.size() >= 2 && arguments.get(0).equals("delete")) {
                return delete(arguments.subList(1, arguments.size()));
            }
            err.print(USAGE);
            return WRONG;
        } catch (IOException | ForkdException e) {
            err.println("forkd: " + e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int list() {
        List<FrozenTag> all = tags.all();
        all.forEach(tag -> out.println(String.join(
                "  ",
                tag.tag(),
                tag.frozen(),
                tag.processes() ? "processes and files" : "files",
                tag.controller() == null ? "here" : tag.controller(),
                tag.test())));
        if (all.isEmpty()) {
            err.println("No test is frozen. Set forkd.freeze, for example FORKD_FREEZE=1 mvn test.");
        }
        return 0;
    }

    private int look(String name, List<String> command) throws IOException, InterruptedException {
        Optional<FrozenTag> tag = find(name);
        if (tag.isEmpty()) {
            return 1;
        }
        if (command.isEmpty()) {
            err.println("A shell in a sandbox that is as " + tag.get().test() + " left it"
                    + (tag.get().processes() ? ", its JVM still standing there" : ", as far as files go")
                    + ". End it with exit.");
        }
        return new Looking(tag.get(), environment, in, out, err).run(command.isEmpty() ? List.of("sh") : command);
    }

    private Optional<FrozenTag> find(String name) {
        Optional<FrozenTag> tag = tags.find(name);
        if (tag.isEmpty()) {
            err.println("There is no frozen test " + name + " of this user. 'list' shows those that there are.");
        }
        return tag;
    }

    private int delete(List<String> names) throws IOException {
        int failed = 0;
        List<String> wanted = names.equals(List.of("all"))
                ? tags.all().stream().map(FrozenTag::tag).toList()
                : names;
        for (String name : wanted) {
            Optional<FrozenTag> tag = find(name);
            if (tag.isPresent()) {
                delete(tag.get());
            } else {
                failed = 1;
            }
        }
        return failed;
    }

    private void delete(FrozenTag tag) throws IOException {
        if (tag.controller() != null) {
            String token = environment.get("FORKD_TOKEN");
            try (ForkdClient client = ForkdClient.builder(URI.create(tag.controller()))
                    .token(token == null ? Token.NONE : Token.of(token))
                    .environment(environment)
                    .build()) {
                client.deleteSnapshot(tag.tag());
            }
        }
        tags.remove(tag);
        out.println("deleted " + tag.tag());
    }
}
