/** The workspace on its way into sandboxes, and files on their way out. */
@NullMarked
package dev.forkd.action.transfer;

import org.jspecify.annotations.NullMarked;
