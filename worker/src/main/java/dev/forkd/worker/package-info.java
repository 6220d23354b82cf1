/**
 * The sandbox side: a small program that runs plans of tests through the JUnit Platform Launcher, and writes events
 * about them.
 *
 * <p>It needs nothing but the Launcher, which is on the user's class path anyway.
 */
@NullMarked
package dev.forkd.worker;

import org.jspecify.annotations.NullMarked;
