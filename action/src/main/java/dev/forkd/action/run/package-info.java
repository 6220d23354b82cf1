/** Commands in sandboxes and what becomes of them. */
@NullMarked
package dev.forkd.action.run;

import org.jspecify.annotations.NullMarked;
