package it.torture;

class ClosesDescriptorsTest extends Torture {

    @Override
    void harm() throws Throwable {
        new java.io.FileOutputStream(java.io.FileDescriptor.out).close();
        new java.io.FileOutputStream(java.io.FileDescriptor.err).close();
        new java.io.FileInputStream(java.io.FileDescriptor.in).close();
    }
}
