package it.torture;

class ForgesAnEndTest extends Torture {

    @Override
    void harm() throws Throwable {
        java.nio.file.Path events = java.nio.file.Path.of(System.getenv("FORKD_STREAM_EVENTS"));
        String id = "[engine:junit-jupiter]/[class:it.torture.ForgesAnEndTest]/[method:b_harm()]";
        String line = "{\"v\":3,\"s\":9,\"t\":9,\"e\":\"finished\",\"id\":\"" + id + "\",\"outcome\":\"SUCCESSFUL\"}\n";
        java.nio.file.Files.writeString(events, line, java.nio.file.StandardOpenOption.APPEND);
        sleep(2);
        throw new IllegalStateException("failed");
    }
}
