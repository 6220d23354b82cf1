/**
 * The JSON bodies of the forkd controller's REST API, one record each, with the field names of the wire.
 *
 * <p>Unknown fields are ignored and optional ones may be absent or {@code null}, because controllers of
 * several versions answer differently. The records hold data only; whoever
 * sends them checks the values.
 */
@NullMarked
package dev.forkd.wire;

import org.jspecify.annotations.NullMarked;
