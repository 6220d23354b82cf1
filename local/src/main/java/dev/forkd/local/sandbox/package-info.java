/**
 * The sandboxes themselves: how they are started, entered, copied and killed on this machine.
 *
 * <p>Start reading at {@link dev.forkd.local.sandbox.SandboxHost}. It starts {@link dev.forkd.local.sandbox.Sandbox}es
 * in one of two kinds of confinement: own mount and process namespaces, or plain processes where the machine allows no
 * namespaces. Nothing in here knows about HTTP.
 */
@NullMarked
package dev.forkd.local.sandbox;

import org.jspecify.annotations.NullMarked;
