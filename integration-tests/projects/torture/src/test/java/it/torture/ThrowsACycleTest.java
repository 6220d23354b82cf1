package it.torture;

class ThrowsACycleTest extends Torture {

    @Override
    void harm() throws Throwable {
        Exception inner = new Exception("inner");
        Exception outer = new Exception("outer", inner);
        inner.initCause(outer);
        inner.addSuppressed(outer);
        throw outer;
    }
}
