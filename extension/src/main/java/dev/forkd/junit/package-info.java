/** The annotation that sends a test class to a sandbox, and what its tests can ask about it. */
@NullMarked
package dev.forkd.junit;

import org.jspecify.annotations.NullMarked;
