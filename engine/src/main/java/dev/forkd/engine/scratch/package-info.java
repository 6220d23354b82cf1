/** The temporary files of a run, in one place that a later run can clear. Not API. */
@NullMarked
package dev.forkd.engine.scratch;

import org.jspecify.annotations.NullMarked;
