/** What people see of a run: its lines on the console and its report below the build directory. Not API. */
@NullMarked
package dev.forkd.engine.report;

import org.jspecify.annotations.NullMarked;
