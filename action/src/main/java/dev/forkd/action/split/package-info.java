/** Splitting lists of tests over sandboxes. */
@NullMarked
package dev.forkd.action.split;

import org.jspecify.annotations.NullMarked;
