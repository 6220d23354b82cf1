package dev.forkd.compatibility;

import com.github.difflib.DiffUtils;
import java.util.List;
import java.util.stream.Stream;

/** What diff prints, without where it is. */
final class TextDiff {

    private TextDiff() {}

    static List<String> of(List<String> a, List<String> b) {
        return DiffUtils.diff(a, b).getDeltas().stream()
                .flatMap(delta -> Stream.concat(
                        delta.getSource().getLines().stream().map(line -> "< " + line),
                        delta.getTarget().getLines().stream().map(line -> "> " + line)))
                .toList();
    }
}
