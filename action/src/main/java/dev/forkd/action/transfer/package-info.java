/** Uploading the workspace to sandboxes, and downloading files from them. */
@NullMarked
package dev.forkd.action.transfer;

import org.jspecify.annotations.NullMarked;
