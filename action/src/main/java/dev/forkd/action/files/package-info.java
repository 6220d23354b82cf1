/** Finding files of the workspace by patterns, and safe paths for files that come from sandboxes. */
@NullMarked
package dev.forkd.action.files;

import org.jspecify.annotations.NullMarked;
