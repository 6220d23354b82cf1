package dev.forkd.benchmarks.wholerun;

import dev.forkd.local.LocalController;
import dev.forkd.local.LocalControllerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds a suite of 100 classes in very many sandboxes whose workers do nothing but report, to see what the host needs:
 * {@code ScaleRun N DIRECTORY}. The controller runs in this JVM, so it is not counted.
 */
final class ScaleRun {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String HEAP = "-Xmx256m";
    private static final Pattern RUN = Pattern.compile("in (\\d+) sandboxes[^;]*; (\\d+\\.\\d) s");

    private ScaleRun() {}

    /**
     * Runs it.
     *
     * @param arguments how many sandboxes, and a directory for the log
     * @throws IOException if the build fails
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int sandboxes = Integer.parseInt(arguments[0]);
        Path log = Files.createDirectories(Path.of(arguments[1])).resolve("scale.log");
        // Not below the temporary directory, which a sandbox does not show.
        Path work = Files.createTempDirectory(Path.of("benchmarks/target").toAbsolutePath(), "scale-");
        try (LocalController controller =
                LocalController.start(LocalControllerOptions.defaults().withNamespaces(sandboxes + 1))) {
            Build build = new Build(Suite.TRIVIAL.prepare(work), log);
            build.prepare();
            System.out.println(measure(controller, stub(work), work, sandboxes, log));
        }
    }

    private static Path stub(Path work) throws IOException {
        Path program = Files.createFile(
                work.resolve("stub"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (InputStream source = ScaleRun.class.getResourceAsStream("stub.py")) {
            if (source == null) {
                throw new IOException("The stub is missing in this jar");
            }
            Files.write(program, source.readAllBytes());
        }
        return program;
    }

    private static String measure(LocalController controller, Path stub, Path work, int sandboxes, Path log)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("mvn", "-B", "-f", work.resolve("pom.xml").toString()));
        command.addAll(List.of("-Pforkd", "-Dn=" + sandboxes, "-Dforkd.url=" + controller.url()));
        command.add("-Dforkd.snapshot-tag=local");
        command.addAll(List.of("-Dforkd.java=" + stub, "-Dforkd.warm=off", "-DargLine=" + HEAP, "surefire:test"));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        controller.token().ifPresent(token -> builder.environment().put("FORKD_TOKEN", token));
        Process maven = builder.start();
        Duration used = Duration.ZERO;
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!maven.waitFor(100, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > end) {
                    throw new IOException("The build did not end within " + LIMIT.toMinutes() + " minutes");
                }
                used = used(maven).orElse(used);
            }
        } finally {
            maven.descendants().forEach(ProcessHandle::destroy);
            maven.destroy();
        }
        String printed = Files.readString(log);
        Matcher run = RUN.matcher(printed);
        if (maven.exitValue() != 0 || !run.find()) {
            throw new IOException("The build failed, see " + log);
        }
        double seconds = Double.parseDouble(run.group(2));
        return String.format(
                Locale.ROOT,
                "%s sandboxes, 10,000 tests of 0.1 s: %.1f s; the JVM with the engine had %s and used %.1f CPU s, %.2f cores",
                run.group(1),
                seconds,
                HEAP,
                used.toMillis() / 1000.0,
                used.toMillis() / 1000.0 / seconds);
    }

    /** The JVM is a child of a shell with the same words on its command line, which itself needs next to nothing. */
    private static Optional<Duration> used(Process maven) {
        return maven.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("surefirebooter"))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .max(Comparator.naturalOrder());
    }
}
