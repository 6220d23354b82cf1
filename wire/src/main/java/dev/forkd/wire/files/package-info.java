/**
 * Private directories for files of the client and of the local controller that other users of the machine must not be
 * able to change.
 */
@NullMarked
package dev.forkd.wire.files;

import org.jspecify.annotations.NullMarked;
