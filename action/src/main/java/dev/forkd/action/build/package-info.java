/** A build on the runner whose tests run in sandboxes. */
@NullMarked
package dev.forkd.action.build;

import org.jspecify.annotations.NullMarked;
