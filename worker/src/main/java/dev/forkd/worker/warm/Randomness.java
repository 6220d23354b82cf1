package dev.forkd.worker.warm;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives a copied JVM random numbers of its own: without it {@code ThreadLocalRandom}, {@code Math.random} and {@code new
 * SplittableRandom()} are the same in all copies. The seeds of {@code SecureRandom}'s algorithms are drawn when they are
 * first used, which is after a copy was made. What cannot be changed: identity hash codes, the order of {@code Set.of}.
 */
final class Randomness {

    private static final String HOLDER = "java.lang.Math$RandomNumberGeneratorHolder";

    private final JdkFields fields;

    Randomness(JdkFields fields) {
        this.fields = fields;
    }

    /** Does what is done in a copy, so that a JVM in which it cannot be done is known before. */
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
