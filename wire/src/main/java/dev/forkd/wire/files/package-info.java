/**
 * What client and local controller do alike with files: directories that other users of the machine must not be able to
 * change, and texts inside the jar.
 */
@NullMarked
package dev.forkd.wire.files;

import org.jspecify.annotations.NullMarked;
