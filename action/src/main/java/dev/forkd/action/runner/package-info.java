/** How to talk to a GitHub Actions runner without letting others talk to it. */
@NullMarked
package dev.forkd.action.runner;

import org.jspecify.annotations.NullMarked;
