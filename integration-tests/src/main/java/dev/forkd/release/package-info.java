/** The program that looks at what a release would publish. */
@NullMarked
package dev.forkd.release;

import org.jspecify.annotations.NullMarked;
