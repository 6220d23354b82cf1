package dev.forkd.compatibility;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Runs the torture project without Maven: a Launcher program with the selectors that IDEs use, programs that call the
 * Launcher as Gradle, IntelliJ and Eclipse do, and the ConsoleLauncher.
 */
@Command(name = "launcher", description = "Compares every event of Launcher programs, by the rows of launcher.yaml.")
final class LauncherCommand implements Callable<Integer> {
    private static final Path TORTURE = Main.HERE.resolve("torture");
    private static final Path OUT = TORTURE.resolve("target/launcher");
    private static final String FORMAT = "%-34s %7s %12s%n";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final String EVENTS = "dev.forkd.compatibility.launcher.Events";
    private static final Pattern LAUNCHER = Pattern.compile("junit-platform-launcher-([0-9.]+)\\.jar");
    private static final Pattern TEST = Pattern.compile("<testcase [^>]*>");

    @Parameters(index = "0", defaultValue = ".*", description = "Chooses among the rows by name.")
    private Pattern pattern = Pattern.compile(".*");

    @Parameters(
            index = "1..*",
            paramLabel = "ARGUMENT",
            description = "Further arguments of Maven: -Djunit.version=6.1.3")
    private List<String> further = new ArrayList<>();

    private final LauncherRows rows = Rows.read("launcher.yaml", LauncherRows.class);
    private final Map<String, String> values = Map.of("torture", TORTURE.toString());
    private final Program program = new Program(TORTURE, Map.of("TORTURE_VARIABLE", "set"), Duration.ofMinutes(5));
    private final Expected expected = Expected.parse(Latin1.lines(Main.HERE.resolve("launcher-differences.txt")));
    private Verdict worst = Verdict.SAME;

    /** One of the two ways to run: its name, its class path, and further options. */
    private record Way(String name, String path, List<String> options) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        maven("compile", List.of("-q", "test-compile", "-Plauncher", "-Dfailures=true"));
        Way plain = new Way("plain", classPath("launcher"), List.of());
        Way forkd = new Way("forkd", classPath("launcher,forkd"), rows.distributed());
        System.out.printf(Locale.ROOT, FORMAT, "selection", "lines", "differences");
        for (Map.Entry<String, List<String>> row : rows.rows().entrySet()) {
            if (pattern.matcher(row.getKey()).find()) {
                List<String> arguments = Rows.complete(row.getValue(), Map.of(), values);
                compare(row.getKey(), events(plain, row.getKey(), arguments), events(forkd, row.getKey(), arguments));
            }
        }
        for (String how : List.of("cp", "jar")) {
            if (pattern.matcher("console-launcher-" + how).find()) {
                Console a = console(plain, how);
                Console b = console(forkd, how);
                compare("console-launcher-" + how, a.shown(), b.shown());
                compare("console-launcher-" + how + "-reports", a.reports(), b.reports());
            }
        }
        return worst.exitCode;
    }

    private void maven(String log, List<String> arguments) throws IOException, InterruptedException {
        program.prepare(
                OUT.resolve(log + ".log"),
                Stream.concat(arguments.stream(), further.stream()).toList());
    }

    private String classPath(String profiles) throws IOException, InterruptedException {
        Path file = OUT.resolve(profiles + ".cp");
        maven("cp", List.of("-q", "dependency:build-classpath", "-P" + profiles, "-Dmdep.outputFile=" + file));
        Path target = TORTURE.resolve("target");
        return String.join(
                File.pathSeparator,
                target.resolve("test-classes").toString(),
                target.resolve("classes").toString(),
                Files.readString(file).strip());
    }

    private List<String> java(Way way, List<String> options) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(Rows.complete(rows.options(), Map.of(), values));
        command.addAll(way.options());
        command.addAll(options);
        return command;
    }

    private List<String> events(Way way, String name, List<String> arguments) throws IOException, InterruptedException {
        Path out = OUT.resolve(name + "." + way.name());
        Files.write(out, new byte[0]);
        Path flaky = Files.createTempDirectory(OUT, "flaky-");
        List<String> command = java(
                way,
                List.of(
                        "-Dtorture.flaky=" + flaky,
                        "-Djunit.platform.reporting.output.dir=" + OUT.resolve("published"),
                        "-cp",
                        Main.HERE.resolve("target/classes") + File.pathSeparator + way.path(),
                        EVENTS,
                        out.toString()));
        command.addAll(arguments);
        program.run(OUT.resolve(name + "." + way.name() + ".log"), command);
        Directories.delete(flaky);
        return utf8(out);
    }

    /** What the ConsoleLauncher left: on the console, with its exit code, and in its reports. */
    private record Console(List<String> shown, List<String> reports) {}

    private Console console(Way way, String how) throws IOException, InterruptedException {
        Path reports = OUT.resolve("console-" + how + "-" + way.name());
        Directories.delete(reports);
        List<String> options = how.equals("cp")
                ? List.of("-cp", way.path(), "org.junit.platform.console.ConsoleLauncher")
                : List.of("-jar", standalone(way.path()));
        List<String> command = java(way, options);
        command.addAll(Rows.complete(rows.console(), Map.of(), values));
        command.add("--reports-dir=" + reports);
        if (how.equals("jar")) {
            command.addAll(List.of("--class-path", way.path()));
        }
        Path log = OUT.resolve("console-" + how + "." + way.name() + ".log");
        int code = program.run(log, command);
        List<String> shown = new ArrayList<>(ConsoleLog.comparable(utf8(log)));
        shown.add("exit code " + code);
        List<String> tests = new ArrayList<>();
        // One file per engine: the tests of all together, without times.
        for (Path report : Directories.files(reports, "TEST-.*\\.xml")) {
            Matcher test = TEST.matcher(Files.readString(reports.resolve(report)));
            while (test.find()) {
                tests.add(test.group().replaceFirst(" time=\"[^\"]*\"", ""));
            }
        }
        tests.sort(null);
        // With -jar the tests have a class loader of their own, and frames of other threads say its name. A worker has
        // them on its class path.
        return new Console(
                shown.stream()
                        .map(line -> how.equals("jar") ? line.replace("app//dev.forkd", "dev.forkd") : line)
                        .toList(),
                tests);
    }

    /** What tests print need not be text. */
    private static List<String> utf8(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private String standalone(String path) throws IOException, InterruptedException {
        Matcher launcher = LAUNCHER.matcher(path);
        if (!launcher.find()) {
            throw new IOException("no launcher in " + path);
        }
        Path jar = OUT.resolve("junit-platform-console-standalone-" + launcher.group(1) + ".jar");
        if (!Files.exists(jar)) {
            String artifact = "org.junit.platform:junit-platform-console-standalone:" + launcher.group(1);
            maven("copy", List.of("-q", "dependency:copy", "-Dartifact=" + artifact, "-DoutputDirectory=" + OUT));
        }
        return jar.toString();
    }

    private void compare(String name, List<String> plain, List<String> forkd) {
        List<String> unexpected = expected.unexpected(TextDiff.of(rows.quiet(plain), rows.quiet(forkd)));
        System.out.printf(Locale.ROOT, FORMAT, name, plain.size(), unexpected.size());
        Line.show(unexpected, System.out, "", Line.MAX);
        worst = worst.or(plain.isEmpty() ? Verdict.UNUSABLE : unexpected.isEmpty() ? Verdict.SAME : Verdict.DIFFERENT);
    }
}
