package dev.forkd.client;

/** What came back: a status and a bounded body. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, byte[] body) {
    boolean successful() {
        return status >= 200 && status < 300;
    }
}
