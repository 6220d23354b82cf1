package it.torture;

class ClosesStreamsTest extends Torture {

    @Override
    void harm() throws Throwable {
        System.out.close();
        System.err.close();
    }
}
