package it.torture;

class ReadsTheInputTest extends Torture {

    @Override
    void harm() throws Throwable {
        new ProcessBuilder("timeout", "2", "cat")
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
