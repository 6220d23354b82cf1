package dev.forkd.engine.workers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole host side against simulated workers: see docs/reliability.md for what is run and how to run more. */
@Timeout(1800)
class SimulationTests {

    private static final int MAX_SEEDS = 2_000;
    private static final long SEED = Long.getLong("simulation.seed", 1);
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 150);

    @Test
    void every_test_ends_once_and_truly_and_nothing_is_left() throws Exception {
        String wrong = Simulations.firstWrong(SEED, SEEDS);

        assertThat(wrong)
                .as(
                        "to see it again: mvn test -pl engine -am -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dtest=SimulationTests#every* -Dsimulation.seeds=1 -Dsimulation.seed=%s",
                        wrong.split(":", 2)[0])
                .isEmpty();
    }

    @Test
    void a_seed_gives_the_same_run_again(@TempDir Path directory) throws Exception {
        for (long seed = SEED; seed < SEED + 10; seed++) {
            assertThat(story(seed, directory)).as("seed %s", seed).isEqualTo(story(seed, directory));
        }
    }

    private static List<String> story(long seed, Path directory) throws Exception {
        Simulation simulation = new Simulation(seed, directory);
        simulation.run();
        return simulation.story();
    }

    static List<Mutant> mutants() {
        return Mutants.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void a_planted_bug_is_found(Mutant mutant) throws Exception {
        String wrong = Boolean.getBoolean("simulation.search") ? "" : firstWrong(mutant, mutant.seed(), 1);
        if (wrong.isEmpty()) {
            wrong = firstWrong(mutant, 1, MAX_SEEDS);
            System.out.println("| " + mutant.bug() + " | " + wrong.split(":", 2)[0] + " |");
        }

        assertThat(wrong).as("what %s seeds find", MAX_SEEDS).isNotEmpty();
    }

    private static String firstWrong(Mutant mutant, long first, int count) throws Exception {
        return (String) Class.forName(Simulations.class.getName(), true, new MutantLoader(mutant))
                .getMethod("firstWrong", long.class, int.class)
                .invoke(null, first, count);
    }
}
