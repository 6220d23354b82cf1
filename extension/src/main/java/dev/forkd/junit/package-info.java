/** The annotation that makes a test class run in a sandbox, and information for tests about their sandbox. */
@NullMarked
package dev.forkd.junit;

import org.jspecify.annotations.NullMarked;
