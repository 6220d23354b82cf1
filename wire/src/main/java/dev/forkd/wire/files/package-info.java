/** Where client and local controller keep files that other users of the machine must not reach. */
@NullMarked
package dev.forkd.wire.files;

import org.jspecify.annotations.NullMarked;
