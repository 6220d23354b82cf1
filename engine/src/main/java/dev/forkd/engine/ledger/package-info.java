/** Who has which test and how it ended, and the events that wait for their turn. Not API. */
@NullMarked
package dev.forkd.engine.ledger;

import org.jspecify.annotations.NullMarked;
