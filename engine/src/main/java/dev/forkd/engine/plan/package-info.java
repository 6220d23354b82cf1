/** Makes units of the claimed tests, and determines what they cost and share. Not API. */
@NullMarked
package dev.forkd.engine.plan;

import org.jspecify.annotations.NullMarked;
