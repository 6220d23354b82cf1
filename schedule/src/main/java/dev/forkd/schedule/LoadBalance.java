package dev.forkd.schedule;

/** Finds the worker with the smallest load. */
final class LoadBalance {
    private LoadBalance() {}

    static int lightest(long[] loads) {
        int lightest = 0;
        for (int i = 1; i < loads.length; i++) {
            lightest = loads[i] < loads[lightest] ? i : lightest;
        }
        return lightest;
    }

    static int lightest(double[] loads) {
        int lightest = 0;
        for (int i = 1; i < loads.length; i++) {
            lightest = loads[i] < loads[lightest] ? i : lightest;
        }
        return lightest;
    }
}
