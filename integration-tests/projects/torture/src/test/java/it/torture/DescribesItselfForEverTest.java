package it.torture;

class DescribesItselfForEverTest extends Torture {

    @Override
    void harm() throws Throwable {
        throw new IllegalStateException("m") {
            @Override
            public String toString() {
                sleep(10_000);
                return "x";
            }
        };
    }
}
