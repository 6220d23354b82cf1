package dev.forkd.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Decides after which failures a call is repeated, how often, for how long, and after which pauses. Whoever makes a
 * policy must know that the call may safely be repeated after these failures. Thread-safe.
 */
final class RetryPolicy {
    private final List<Rule> rules;

    private RetryPolicy(List<Rule> rules) {
        this.rules = rules;
    }

    /** The first rule that matches a failure applies; a failure that no rule matches ends the call. */
    static RetryPolicy of(Rule... rules) {
        return new RetryPolicy(List.of(rules));
    }

    /**
     * How to treat one kind of failure. The numbers are counted afresh for each call.
     *
     * @param failures which failures the rule applies to
     * @param maxRepeats how often the call is repeated because of them
     * @param within for how long after the first of them
     * @param backoff the pause before each repetition
     */
    record Rule(Predicate<ForkdException> failures, int maxRepeats, Duration within, Backoff backoff) {
        static Rule upTo(int maxRepeats, Backoff backoff, Predicate<ForkdException> failures) {
            return new Rule(failures, maxRepeats, Duration.ofDays(1), backoff);
        }

        static Rule within(Duration within, Backoff backoff, Predicate<ForkdException> failures) {
            return new Rule(failures, Integer.MAX_VALUE, within, backoff);
        }
    }

    /** The pause before the nth repetition, counted from 1. */
    interface Backoff {
        Duration before(int repetition);

        static Backoff fixed(Duration pause) {
            return repetition -> pause;
        }

        /** A random pause, so that several clients do not come back at the same moment. */
        static Backoff between(Duration shortest, Duration longest) {
            return repetition ->
                    Duration.ofMillis(ThreadLocalRandom.current().nextLong(shortest.toMillis(), longest.toMillis()));
        }

        /** A pause that doubles each time, up to a maximum. */
        static Backoff doubling(Duration first, Duration longest) {
            return repetition -> {
                Duration pause = first.multipliedBy(1L << Math.min(repetition - 1, 20));
                return pause.compareTo(longest) > 0 ? longest : pause;
            };
        }
    }

    /** Inspects a failure before the call is repeated, and may throw another exception in its place. */
    interface Check {
        void beforeRepetition(int repetition, ForkdException failure);
    }

    <T> T run(Failure context, Supplier<T> call) {
        return run(context, call, (repetition, failure) -> {});
    }

    <T> T run(Failure context, Supplier<T> call, Check check) {
        int[] repeats = new int[rules.size()];
        Deadline[] deadlines = new Deadline[rules.size()];
        while (true) {
            try {
                return call.get();
            } catch (ForkdException e) {
                int index = ruleFor(e);
                if (index < 0) {
                    throw e;
                }
                Rule rule = rules.get(index);
                int repetition = ++repeats[index];
                check.beforeRepetition(repetition, e);
                if (deadlines[index] == null) {
                    deadlines[index] = Deadline.in(rule.within());
                }
                Duration pause = rule.backoff().before(repetition);
                if (repetition > rule.maxRepeats()
                        || deadlines[index].remaining().compareTo(pause) < 0) {
                    throw e;
                }
                Pause.of(pause, context);
            }
        }
    }

    private int ruleFor(ForkdException failure) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).failures().test(failure)) {
                return i;
            }
        }
        return -1;
    }
}
