/** The temporary files of a run, in a directory that a later run can delete. Not API. */
@NullMarked
package dev.forkd.engine.scratch;

import org.jspecify.annotations.NullMarked;
