package it.initializers;

final class OwnException extends Exception {
    static final boolean TRACE = Trace.of("OwnException");

    OwnException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        Trace.of("OwnException.getMessage");
        return super.getMessage();
    }
}
