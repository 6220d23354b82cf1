package dev.forkd.compatibility;

import java.util.List;
import java.util.Map;

/**
 * What Maven can be told.
 *
 * @param several arguments that many rows have
 * @param projects by directory, and in each the rows by name: what {@code compare} takes
 */
record Controls(Map<String, List<String>> several, Map<String, Map<String, List<String>>> projects) {}
