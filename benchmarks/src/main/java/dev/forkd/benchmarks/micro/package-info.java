/** What single parts of the engine cost, measured by JMH. */
@NullMarked
package dev.forkd.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
