/** Cuts what was claimed into units and hands them out, longest first. Not API. */
@NullMarked
package dev.forkd.engine.plan;

import org.jspecify.annotations.NullMarked;
