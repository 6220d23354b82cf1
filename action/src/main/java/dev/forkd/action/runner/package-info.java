/** Communicating with a GitHub Actions runner, without letting the output of others reach it as commands. */
@NullMarked
package dev.forkd.action.runner;

import org.jspecify.annotations.NullMarked;
