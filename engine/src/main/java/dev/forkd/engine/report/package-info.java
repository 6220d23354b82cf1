/** What the user sees of a run: lines on the console, and the report below the build directory. Not API. */
@NullMarked
package dev.forkd.engine.report;

import org.jspecify.annotations.NullMarked;
