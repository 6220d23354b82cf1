/**
 * HTTP without any routes: a small server based on the JDK's, and the errors that the real controller's web framework
 * produces before a handler is reached (contract 3).
 */
@NullMarked
package dev.forkd.local.http;

import org.jspecify.annotations.NullMarked;
