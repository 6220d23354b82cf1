/**
 * The JSON bodies of the forkd controller's REST API, one record each, with the field names of the wire.
 *
 * <p>Unknown fields are ignored and optional ones may be absent or {@code null}, because different versions of the
 * controller answer differently. The records only hold data; the sender checks the values.
 */
@NullMarked
package dev.forkd.wire;

import org.jspecify.annotations.NullMarked;
