/** Which sandbox gets which files. */
@NullMarked
package dev.forkd.action.split;

import org.jspecify.annotations.NullMarked;
