package it.torture;

class StartsTwoHundredTest extends Torture {

    @Override
    void harm() throws Throwable {
        for (int i = 0; i < 200; i++) {
            new ProcessBuilder("sleep", "3337").start();
        }
    }
}
