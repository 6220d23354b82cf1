package dev.forkd.client;

/** The controller's answer to one call: the status and a body of bounded size. */
@SuppressWarnings("ArrayRecordComponent") // instances are never compared
record Answer(int status, byte[] body) {
    boolean successful() {
        return status >= 200 && status < 300;
    }
}
