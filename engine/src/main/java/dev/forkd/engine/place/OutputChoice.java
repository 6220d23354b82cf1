package dev.forkd.engine.place;

import dev.forkd.engine.host.Host;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Chooses among all files that were written in a sandbox those to bring home, within the limits. Not thread-safe. */
final class OutputChoice {

    private static final int MAX_FILES = 10_000;

    private final Predicate<String> wanted;
    private final long mostBytes;
    private final OutputBudget budget;
    private final Set<String> chosen = new LinkedHashSet<>();
    private long bytes;
    private int left;
    private int refused;
    private int unusable;

    /**
     * Makes a choice in which nothing is chosen yet.
     *
     * @param wanted whether the settings name a file
     * @param mostBytes how much one sandbox may send
     * @param budget how much all sandboxes may send
     */
    OutputChoice(Predicate<String> wanted, long mostBytes, OutputBudget budget) {
        this.wanted = wanted;
        this.mostBytes = mostBytes;
        this.budget = budget;
    }

    /** Looks at an entry of the sandbox's listing: a size, a blank, and a name. Anything else is passed over. */
    void offer(String entry) {
        String[] words = entry.split(" ", 2);
        if (words.length != 2 || !words[0].matches("\\d{1,15}")) {
            return;
        }
        Optional<String> name = ListedName.read(words[1]);
        if (!wanted.test(name.orElse(ListedName.similar(words[1])))) {
            return;
        }
        if (name.isEmpty()) {
            unusable++;
        } else {
            offer(name.get(), Long.parseLong(words[0]));
        }
    }

    private void offer(String name, long size) {
        if (chosen.size() >= MAX_FILES || bytes + size > mostBytes) {
            left++;
        } else if (!chosen.contains(name)) {
            if (budget.take(size)) {
                chosen.add(name);
                bytes += size;
            } else {
                refused++;
            }
        }
    }

    /** The names of the chosen files. */
    Set<String> chosen() {
        return chosen;
    }

    /** How many bytes the chosen files have together, by the listing. */
    long bytes() {
        return bytes;
    }

    /** Says what was not chosen although the settings name it, and why. */
    void tell(Host host, String sandbox) {
        if (unusable > 0) {
            host.say("forkd: " + unusable + " files that tests wrote in sandbox " + sandbox + " stay there: "
                    + ListedName.UNUSABLE + ".");
        }
        if (left > 0) {
            host.say("forkd: " + left + " files that tests wrote in sandbox " + sandbox + " stay there: more than "
                    + MAX_FILES + " files or " + (mostBytes >> 20) + " MiB. Narrow forkd.outputs.");
        }
        if (refused > 0 && budget.tellsNow()) {
            host.say("forkd: outputs of the sandboxes stay there from now on, first " + refused + " files of sandbox "
                    + sandbox + ": a run brings home at most " + (budget.most() >> 20)
                    + " MiB. Narrow forkd.outputs.");
        }
    }
}
