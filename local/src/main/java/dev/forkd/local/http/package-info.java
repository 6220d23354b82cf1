/**
 * The HTTP side without any routes: a small server on the JDK's own, and the errors that the real controller's web
 * framework produces before a handler is reached (contract 3).
 */
@NullMarked
package dev.forkd.local.http;

import org.jspecify.annotations.NullMarked;
