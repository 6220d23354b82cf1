/** The command line of the stand-alone controller; the only part that needs picocli. */
@NullMarked
package dev.forkd.local.cli;

import org.jspecify.annotations.NullMarked;
