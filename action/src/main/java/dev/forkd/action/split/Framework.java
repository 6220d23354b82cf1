package dev.forkd.action.split;

import dev.forkd.wire.names.NearNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells test runners which shard to run. Some read environment variables; others only take arguments, which are put
 * into {@code FORKD_SHARD_ARGS} for use in the command.
 */
public enum Framework {
    /** No framework: only our own variables are set. */
    NONE(),
    /** pytest with pytest-split, counted from 1. */
    PYTEST_SPLIT("PYTEST_ADDOPTS=--splits {n} --group {number}", "FORKD_SHARD_ARGS=--splits {n} --group {number}"),
    /** pytest with pytest-shard, counted from 0. */
    PYTEST_SHARD(
            "PYTEST_ADDOPTS=--num-shards {n} --shard-id {index}",
            "FORKD_SHARD_ARGS=--num-shards={n} --shard-id={index}"),
    /** pytest with pytest-test-groups, counted from 1. */
    PYTEST_TEST_GROUPS(
            "PYTEST_ADDOPTS=--test-group-count {n} --test-group {number}",
            "FORKD_SHARD_ARGS=--test-group-count {n} --test-group {number}"),
    /** jest. */
    JEST("FORKD_SHARD_ARGS=--shard={number}/{n}"),
    /** vitest. */
    VITEST("FORKD_SHARD_ARGS=--shard={number}/{n}"),
    /** Playwright. */
    PLAYWRIGHT("FORKD_SHARD_ARGS=--shard={number}/{n}"),
    /** The test runner of Node. */
    NODE("FORKD_SHARD_ARGS=--test-shard={number}/{n}"),
    /** cargo nextest. */
    NEXTEST("FORKD_SHARD_ARGS=--partition slice:{number}/{n}"),
    /** go test has no shards: list the packages with {@code tests} and use {@code $FORKD_ITEMS_FILE}. */
    GO(),
    /** RSpec has no shards: list the files. Knapsack reads these variables. */
    RSPEC("CI_NODE_INDEX={index}", "CI_NODE_TOTAL={n}"),
    /** AVA and other tools that use ci-parallel-vars. */
    AVA("CI_NODE_INDEX={index}", "CI_NODE_TOTAL={n}"),
    /** Test runners that read Bazel's variables. */
    BAZEL("TEST_SHARD_INDEX={index}", "TEST_TOTAL_SHARDS={n}"),
    /** googletest. */
    GTEST("GTEST_SHARD_INDEX={index}", "GTEST_TOTAL_SHARDS={n}"),
    /** Tools that read GitLab CI's variables, counted from 1. */
    GITLAB("GITLAB_CI=true", "CI_NODE_INDEX={number}", "CI_NODE_TOTAL={n}"),
    /** Tools that read CircleCI's variables. */
    CIRCLECI("CIRCLE_NODE_INDEX={index}", "CIRCLE_NODE_TOTAL={n}"),
    /** Tools that read Buildkite's variables. */
    BUILDKITE("BUILDKITE_PARALLEL_JOB={index}", "BUILDKITE_PARALLEL_JOB_COUNT={n}"),
    /** Tools that read Semaphore's variables, counted from 1. */
    SEMAPHORE("SEMAPHORE_JOB_INDEX={number}", "SEMAPHORE_JOB_COUNT={n}"),
    /** mix test with --partitions, counted from 1. */
    MIX("MIX_TEST_PARTITION={number}", "FORKD_SHARD_ARGS=--partitions {n}"),
    /** ctest, counted from 1. */
    CTEST("FORKD_SHARD_ARGS=-I {number},,{n}");

    /** Lines of NAME=value with placeholders. */
    private final String variables;

    Framework(String... variables) {
        this.variables = String.join("\n", variables);
    }

    /**
     * Finds a framework by the name used in inputs.
     *
     * @param name lower case, with dashes
     * @return the framework, or empty if there is none of that name
     */
    public static Optional<Framework> named(String name) {
        return Arrays.stream(values())
                .filter(framework -> framework.label().equals(name))
                .findFirst();
    }

    /**
     * Lists all names.
     *
     * @return the names, separated by commas, for a message
     */
    public static String names() {
        return Arrays.stream(values()).map(Framework::label).collect(Collectors.joining(", "));
    }

    /**
     * Asks for frameworks that a wrong name may mean.
     *
     * @param name the wrong name
     * @return a sentence after a blank; empty if no name is much like it
     */
    public static String near(String name) {
        return NearNames.question(
                name.toLowerCase(Locale.ROOT).replace('_', '-'),
                Arrays.stream(values()).map(Framework::label).toList(),
                "");
    }

    /**
     * Returns the name used in inputs.
     *
     * @return lower case, with dashes
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the variables for one sandbox.
     *
     * @param index number of the sandbox, from 0
     * @param n how many sandboxes there are
     * @return variables for the command
     */
    public Map<String, String> variables(int index, int n) {
        Map<String, String> filled = new LinkedHashMap<>();
        for (String variable : variables.lines().toList()) {
            String text = variable.replace("{n}", Integer.toString(n))
                    .replace("{index}", Integer.toString(index))
                    .replace("{number}", Integer.toString(index + 1));
            int equals = text.indexOf('=');
            filled.put(text.substring(0, equals), text.substring(equals + 1));
        }
        return filled;
    }
}
