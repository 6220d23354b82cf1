package it.torture;

class ReplacesStreamsTest extends Torture {

    @Override
    void harm() throws Throwable {
        System.setOut(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()));
        System.setErr(null);
        System.setIn(null);
    }
}
