/** Running commands in sandboxes, and their results. */
@NullMarked
package dev.forkd.action.run;

import org.jspecify.annotations.NullMarked;
