package dev.forkd.compatibility;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which versions are combined.
 *
 * @param cells by the name of a set
 * @param lacking what older versions of JUnit cannot compile
 */
record Matrix(Map<String, List<Axes>> cells, List<Lacking> lacking) {

    /** Every combination of its values. */
    record Axes(List<String> junit, List<String> surefire, List<Integer> jdk, List<String> project) {
        Stream<Cell> cells() {
            return junit.stream().flatMap(j -> surefire.stream()
                    .flatMap(s -> jdk.stream().flatMap(java -> project.stream().map(p -> new Cell(j, s, java, p)))));
        }
    }

    record Cell(String junit, String surefire, int jdk, String project) {
        @Override
        public String toString() {
            return junit + " " + surefire + " " + jdk + " " + project;
        }
    }

    /**
     * What is left out.
     *
     * @param junit a regular expression for versions
     * @param without sources
     * @param arguments for Maven
     */
    record Lacking(String junit, String project, List<String> without, List<String> arguments) {
        boolean concerns(Cell cell) {
            return cell.junit().matches(junit) && cell.project().matches(project);
        }
    }

    List<Cell> cells(String set, Pattern pattern) {
        return cells.getOrDefault(set, List.of()).stream()
                .flatMap(Axes::cells)
                .filter(cell -> pattern.matcher(cell.toString()).find())
                .toList();
    }

    List<Lacking> lacking(Cell cell) {
        return lacking.stream().filter(it -> it.concerns(cell)).toList();
    }
}
