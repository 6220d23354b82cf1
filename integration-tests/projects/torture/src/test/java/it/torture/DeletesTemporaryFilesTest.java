package it.torture;

class DeletesTemporaryFilesTest extends Torture {

    @Override
    void harm() throws Throwable {
        String directory = System.getProperty("java.io.tmpdir");
        if (directory.equals("/tmp")) {
            throw new IllegalStateException("This would delete files of others");
        }
        new ProcessBuilder("rm", "-rf", directory).start().waitFor();
    }
}
