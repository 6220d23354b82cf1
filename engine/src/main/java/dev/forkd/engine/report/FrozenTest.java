package dev.forkd.engine.report;

import java.util.Optional;

/**
 * A failed test that was frozen before its tear-down, or was to be.
 *
 * @param test the test's unique id
 * @param tag the tag of the branch; empty if there is none
 * @param command looks into it; empty if there is no tag
 * @param note what is missing, and why; empty if processes and files are there
 */
public record FrozenTest(String test, Optional<String> tag, Optional<String> command, Optional<String> note) {}
