/**
 * The protocol between the host and a worker: commands in, events out, both as lines.
 *
 * <p>Events are versioned lines of ASCII-only JSON in a file of their own, so that a test's output can never corrupt
 * them and no decoding on the way can cut a character in half. Commands are lines of words in URL encoding, which the
 * worker can read without a JSON library. {@code docs/protocol.md} lists both.
 */
@NullMarked
package dev.forkd.worker.protocol;

import org.jspecify.annotations.NullMarked;
