/**
 * The sandbox side: a small program that runs plans of tests through the JUnit Platform Launcher and
 * writes what happens as events.
 *
 * <p>It needs nothing but the Launcher that is on the user's class path anyway.
 */
@NullMarked
package dev.forkd.worker;

import org.jspecify.annotations.NullMarked;
