/** How long whole builds take, with the engine and with its peers in turn. */
@NullMarked
package dev.forkd.benchmarks.wholerun;

import org.jspecify.annotations.NullMarked;
