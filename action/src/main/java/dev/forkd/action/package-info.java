/** The GitHub Action's program: any command across N sandboxes, on a runner or on the command line. */
@NullMarked
package dev.forkd.action;

import org.jspecify.annotations.NullMarked;
