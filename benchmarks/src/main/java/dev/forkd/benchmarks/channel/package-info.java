/** What the way to a sandbox and back costs, beside the same way without the client. */
@NullMarked
package dev.forkd.benchmarks.channel;

import org.jspecify.annotations.NullMarked;
