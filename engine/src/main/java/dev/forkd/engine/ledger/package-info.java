/** Which worker has which test and how it ended, and the events that wait to be replayed. Not API. */
@NullMarked
package dev.forkd.engine.ledger;

import org.jspecify.annotations.NullMarked;
