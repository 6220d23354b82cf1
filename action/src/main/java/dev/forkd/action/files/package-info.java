/** Which files of the workspace are meant. */
@NullMarked
package dev.forkd.action.files;

import org.jspecify.annotations.NullMarked;
