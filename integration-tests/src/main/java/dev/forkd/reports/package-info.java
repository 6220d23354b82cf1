/** Compares the reports of two test runs. */
@NullMarked
package dev.forkd.reports;

import org.jspecify.annotations.NullMarked;
