/** Runs real builds plainly and distributed, by rows that are data, and says how what they report differs. */
@NullMarked
package dev.forkd.compatibility;

import org.jspecify.annotations.NullMarked;
