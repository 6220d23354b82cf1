package dev.forkd.engine.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Divides the sandboxes of a run among controllers, so that all have about the same number, counting those of others. */
public final class Placement {

    private Placement() {}

    /**
     * Divides sandboxes.
     *
     * @param n how many sandboxes
     * @param connections the controllers
     * @return how many each controller gets; with fewer sandboxes than controllers some get none
     * @throws InterruptedException if interrupted
     */
    public static int[] divide(int n, List<ControllerConnection> connections) throws InterruptedException {
        return divide(n, loads(connections));
    }

    /** Returns the position of the controller with the fewest sandboxes. */
    static int idlest(List<ControllerConnection> connections) throws InterruptedException {
        return lightest(loads(connections));
    }

    private static int[] loads(List<ControllerConnection> connections) throws InterruptedException {
        int[] loads = new int[connections.size()];
        if (loads.length > 1) {
            List<Callable<Integer>> calls = new ArrayList<>();
            connections.forEach(connection -> calls.add(connection::load));
            List<AtOnce.Outcome<Integer>> outcomes = AtOnce.call("load", calls);
            for (int i = 0; i < loads.length; i++) {
                Integer load = outcomes.get(i).result();
                loads[i] = load == null ? 0 : load;
            }
        }
        return loads;
    }

    static int[] divide(int n, int[] loads) {
        int[] totals = loads.clone();
        int[] shares = new int[loads.length];
        for (int given = 0; given < n; given++) {
            int best = lightest(totals);
            totals[best]++;
            shares[best]++;
        }
        return shares;
    }

    private static int lightest(int[] loads) {
        int best = 0;
        for (int i = 1; i < loads.length; i++) {
            if (loads[i] < loads[best]) {
                best = i;
            }
        }
        return best;
    }
}
