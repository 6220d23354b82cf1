/** Starts the sandboxes, drives their workers and keeps the ledger. Not API. */
@NullMarked
package dev.forkd.engine.run;

import org.jspecify.annotations.NullMarked;
