package dev.forkd.worker.warm;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives a copied JVM random numbers of its own. Otherwise {@code ThreadLocalRandom}, {@code Math.random} and
 * {@code new SplittableRandom()} would return the same numbers in all copies. The algorithms of {@code SecureRandom}
 * are seeded at their first use, which comes after the copy was made. Identity hash codes and the iteration order of
 * {@code Set.of} cannot be changed.
 */
final class Randomness {

    private static final String HOLDER = "java.lang.Math$RandomNumberGeneratorHolder";

    private final JdkFields fields;

    Randomness(JdkFields fields) {
        this.fields = fields;
    }

    /** Seeds all generators. It also runs once before copying, to find out whether it works in this JVM. */
    void renew(long seed) throws ReflectiveOperationException {
        SplittableRandom seeds = new SplittableRandom(seed);
        counter(ThreadLocalRandom.class, "seeder").set(seeds.nextLong());
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            fields.set(thread, Thread.class, "threadLocalRandomSeed", seeds.nextLong());
        }
        counter(SplittableRandom.class, "defaultGen").set(seeds.nextLong());
        if (fields.get(HOLDER, "randomNumberGenerator") instanceof Random shared) {
            shared.setSeed(seeds.nextLong());
        }
    }

    private AtomicLong counter(Class<?> owner, String name) throws ReflectiveOperationException {
        @Nullable Object value = fields.get(owner.getName(), name);
        if (value instanceof AtomicLong counter) {
            return counter;
        }
        throw new NoSuchFieldException(owner.getName() + "." + name + " is not an AtomicLong in this Java");
    }
}
