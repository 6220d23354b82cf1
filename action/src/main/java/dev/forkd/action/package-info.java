/** The program of the GitHub Action: runs any command across N sandboxes, on a runner or on the command line. */
@NullMarked
package dev.forkd.action;

import org.jspecify.annotations.NullMarked;
