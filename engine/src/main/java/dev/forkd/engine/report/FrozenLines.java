package dev.forkd.engine.report;

import dev.forkd.engine.report.RunData.FrozenData;
import java.util.List;
import java.util.stream.Stream;

/** The lines at the end of a run about tests that were frozen, or could not be. */
final class FrozenLines {

    private FrozenLines() {}

    static List<String> of(List<FrozenData> frozen) {
        return frozen.stream().flatMap(FrozenLines::of).toList();
    }

    private static Stream<String> of(FrozenData test) {
        String note = test.note() == null ? "" : " (" + test.note() + ")";
        return test.tag() == null || test.look() == null
                ? Stream.of("not frozen: " + test.name() + note)
                : Stream.of(
                        "frozen before its tear-down: " + test.name() + ", as " + test.tag() + note
                                + "; look inside with",
                        "  " + test.look());
    }
}
