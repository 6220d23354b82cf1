/** Reading test reports, and reporting results: summary, annotations and merged reports. */
@NullMarked
package dev.forkd.action.report;

import org.jspecify.annotations.NullMarked;
