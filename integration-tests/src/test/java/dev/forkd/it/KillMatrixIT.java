package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.it.KillMatrix.Blow;
import dev.forkd.it.KillMatrix.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever dies at whatever step: 200 tests have 200 ends, none falsely green, and nothing is left. */
@Tag("slow")
class KillMatrixIT {

    /** Several at once, because most of a run's time is waiting. */
    private static final int AT_ONCE = Integer.getInteger("matrix.at-once", 4);

    private static final int REPEATS = Integer.getInteger("matrix.repeats", 3);
    /** All runs take long, so they can be done in parts; the table is of all parts since the last clean build. */
    private static final int PARTS = Integer.getInteger("matrix.parts", 1);

    private static final int PART = Integer.getInteger("matrix.part", 1);
    /** The name of the only blow to strike; all of them when it is empty. */
    private static final String BLOW = System.getProperty("matrix.blow", "");

    @RegisterExtension
    final Home home = new Home();

    @Test
    void what_dies_while_tests_run() throws Exception {
        List<Cell> cells = new ArrayList<>();
        for (Blow blow : List.of(
                Blow.WORKER_KILLED,
                Blow.SUPERVISOR_KILLED,
                Blow.SANDBOX_DELETED,
                Blow.CONTROLLER_RESTARTED,
                Blow.CONNECTION_RESET,
                Blow.HOST_TERMINATED)) {
            cells.add(new Cell(Moment.RUNNING, blow));
        }
        assertAllWell(run(cells));
    }

    @Test
    void whatever_dies_whenever() throws Exception {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            for (Moment moment : Moment.values()) {
                for (Blow blow : Blow.values()) {
                    if (KillMatrix.isPossible(moment, blow)
                            && (BLOW.isEmpty() || blow.name().equals(BLOW))) {
                        cells.add(new Cell(moment, blow));
                    }
                }
            }
        }
        Collections.shuffle(cells, new Random(1));
        int size = (cells.size() + PARTS - 1) / PARTS;
        Map<Cell, List<KillMatrix.Result>> results =
                run(cells.subList((PART - 1) * size, Math.min(cells.size(), PART * size)));
        record(results);
        write();
        assertAllWell(results);
    }

    private record Cell(Moment moment, Blow blow) implements Comparable<Cell> {

        @Override
        public int compareTo(Cell other) {
            int byBlow = blow.compareTo(other.blow);
            return byBlow != 0 ? byBlow : moment.compareTo(other.moment);
        }
    }

    private Map<Cell, List<KillMatrix.Result>> run(List<Cell> cells) throws Exception {
        Project project = Project.fixture("matrix");
        String classPath = classPath(project);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        Map<Cell, List<KillMatrix.Result>> results = new TreeMap<>();
        try {
            List<Future<KillMatrix.Result>> futures = new ArrayList<>();
            for (Cell cell : cells) {
                futures.add(threads.submit(() -> run(cell, project, classPath)));
            }
            for (int i = 0; i < futures.size(); i++) {
                KillMatrix.Result result = futures.get(i).get(2, TimeUnit.HOURS);
                System.out.println(cells.get(i) + " " + result);
                results.computeIfAbsent(cells.get(i), key -> new ArrayList<>()).add(result);
            }
        } finally {
            threads.shutdownNow();
        }
        return results;
    }

    private static KillMatrix.Result run(Cell cell, Project project, String classPath) throws IOException {
        Home own = new Home();
        own.open("KillMatrixIT");
        KillMatrix.Result result;
        try {
            result = new KillMatrix(cell.moment(), cell.blow(), own, project.directory(), classPath).run();
        } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
            result = new KillMatrix.Result(List.of(e.toString()), Duration.ZERO, 0);
        }
        own.close(!result.wrongs().isEmpty());
        return result;
    }

    private String classPath(Project project) throws IOException {
        MavenBuild.Result result = MavenBuild.tests(project, home)
                .arguments("-Pforkd", "-Dtest=ClassPathTest")
                .run();
        assertThat(result.exitCode()).as(result.output()).isZero();
        return Files.readString(home.shared().resolve("class-path"));
    }

    private static void assertAllWell(Map<Cell, List<KillMatrix.Result>> results) {
        List<String> wrongs = new ArrayList<>();
        results.forEach((cell, all) ->
                all.forEach(result -> result.wrongs().forEach(wrong -> wrongs.add(cell + ": " + wrong))));
        assertThat(wrongs).isEmpty();
    }

    private static Path records() {
        return Settings.path("it.directory").resolve("kill-matrix.tsv");
    }

    private static void record(Map<Cell, List<KillMatrix.Result>> results) throws IOException {
        StringBuilder lines = new StringBuilder();
        results.forEach((cell, all) -> all.forEach(result -> lines.append(String.join(
                "\t",
                cell.moment().name(),
                cell.blow().name(),
                Boolean.toString(result.wrongs().isEmpty()),
                Long.toString(result.took().toSeconds()),
                result.lost() + "\n"))));
        Files.writeString(records(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** The table of docs/reliability.md: how many runs went well, the longest, and the most tests that one cost. */
    private static void write() throws IOException {
        Map<Cell, List<String[]>> all = new TreeMap<>();
        for (String line : Files.readAllLines(records())) {
            String[] fields = line.split("\t", -1);
            Cell cell = new Cell(Moment.valueOf(fields[0]), Blow.valueOf(fields[1]));
            all.computeIfAbsent(cell, key -> new ArrayList<>()).add(fields);
        }
        StringBuilder table = new StringBuilder("| |");
        for (Moment moment : Moment.values()) {
            table.append(' ').append(words(moment)).append(" |");
        }
        table.append("\n|---|").append("---|".repeat(Moment.values().length)).append('\n');
        for (Blow blow : Blow.values()) {
            table.append("| ").append(words(blow)).append(" |");
            for (Moment moment : Moment.values()) {
                table.append(' ')
                        .append(cell(all.getOrDefault(new Cell(moment, blow), List.of())))
                        .append(" |");
            }
            table.append('\n');
        }
        Files.writeString(Settings.path("it.directory").resolve("kill-matrix.md"), table);
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String cell(List<String[]> runs) {
        if (runs.isEmpty()) {
            return "";
        }
        long well = runs.stream().filter(run -> run[2].equals("true")).count();
        long longest =
                runs.stream().mapToLong(run -> Long.parseLong(run[3])).max().orElse(0);
        int lost = runs.stream().mapToInt(run -> Integer.parseInt(run[4])).max().orElse(0);
        return well + "/" + runs.size() + ", " + longest + " s, " + lost;
    }
}
