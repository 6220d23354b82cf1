/** Ports that sandboxes with one network take from each other. Not API. */
@NullMarked
package dev.forkd.engine.ports;

import org.jspecify.annotations.NullMarked;
