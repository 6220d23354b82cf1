package dev.forkd.client;

import java.time.Duration;

/**
 * Time limits of the calls (contract 16).
 *
 * @param connect for a TCP connection
 * @param get for GET calls
 * @param ping for a ping
 * @param execMargin added to an exec's own timeout: queueing, connecting and reading take time too
 * @param eval for an eval
 * @param spawn for a call that creates sandboxes
 * @param spawnEach added to {@code spawn} for each sandbox
 * @param restore how long a controller may go on with a create whose connection was cut (contract 5.1)
 * @param branch for a branch, which must never be cut short (contract 8.5)
 * @param branchSlot how long to try again while all branch slots are taken
 * @param delete for a DELETE call
 * @param retryPause pause between tries of GET and DELETE calls
 * @param spawnPause pause between tries of a create that met a busy device; at least a second
 * @param lock how long to wait for other clients of the same controller
 * @param deadlineGrace how long after a process's deadline this side ends the process itself, if the guest has not
 * @param slot how long to wait for one of this client's own call slots
 */
record Timeouts(
        Duration connect,
        Duration get,
        Duration ping,
        Duration execMargin,
        Duration eval,
        Duration spawn,
        Duration spawnEach,
        Duration restore,
        Duration branch,
        Duration branchSlot,
        Duration delete,
        Duration retryPause,
        Duration spawnPause,
        Duration lock,
        Duration deadlineGrace,
        Duration slot) {

    static Timeouts standard() {
        return new Timeouts(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofSeconds(45),
                Duration.ofSeconds(180),
                Duration.ofMillis(100),
                Duration.ofSeconds(20),
                Duration.ofSeconds(600),
                Duration.ofSeconds(120),
                Duration.ofSeconds(60),
                Duration.ofMillis(200),
                Duration.ofSeconds(1),
                Duration.ofMinutes(15),
                Duration.ofSeconds(15),
                Duration.ofMinutes(2));
    }
}
