/** Failed tests that were frozen before their tear-down, and the command that looks into them. Not API. */
@NullMarked
package dev.forkd.engine.frozen;

import org.jspecify.annotations.NullMarked;
