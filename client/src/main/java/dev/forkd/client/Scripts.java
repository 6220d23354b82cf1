package dev.forkd.client;

import dev.forkd.wire.files.PackagedText;

/** The scripts that run in guests. They are files of their own so that shell linters can check them. */
final class Scripts {
    /**
     * The script is passed as an argument, so it cannot break the wrapper's syntax. Its stdin is redirected because it
     * would otherwise be the guest's console.
     */
    static final String WRAPPER = load("wrapper.sh");

    /**
     * Runs the script if its key is new, and keeps the result under that key. A second call with the same key waits for
     * the first to end and returns the same result. Results of earlier keys are deleted, since their answers have
     * arrived. If there is no space to keep a result, the script runs all the same.
     */
    static final String KEYED = load("keyed.sh");

    static final String PROCESS = load("process.sh");
    static final String WORK_DIRECTORY = load("work-directory.sh");
    static final String UPLOAD = load("upload.sh");
    static final String DOWNLOAD = load("download.sh");
    static final String GUEST = load("guest.py");

    private Scripts() {}

    private static String load(String name) {
        return PackagedText.of(Scripts.class, name);
    }
}
