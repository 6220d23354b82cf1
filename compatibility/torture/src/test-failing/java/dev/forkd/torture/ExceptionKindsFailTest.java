package dev.forkd.torture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.platform.commons.JUnitException;

/** Fails on purpose, with every kind of exception. */
class ExceptionKindsFailTest {

    /** Fields, and no constructor that a stranger could call. */
    static class WithFields extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int code;
        private final transient Object state;

        WithFields(int code, Object state) {
            super("code " + code);
            this.code = code;
            this.state = java.util.Objects.requireNonNull(state);
        }
    }

    private static class Hidden extends Exception {
        private static final long serialVersionUID = 1L;

        private Hidden() {
            super("private class");
        }
    }

    static class OwnMessage extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int number = 42;

        @Override
        public String getMessage() {
            return "the number is " + number;
        }
    }

    /** Needs its fields for its message, which has several lines: Surefire treats those by the class. */
    static class MessageOfFields extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int number;
        private final String text;

        MessageOfFields(int number, String text) {
            this.number = number;
            this.text = text;
        }

        @Override
        public String getMessage() {
            return "number " + number + "\ntext " + text + "\nend";
        }
    }

    static class OwnText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OwnText() {
            super("message");
        }

        @Override
        public String toString() {
            return "own text, not the class: at all";
        }
    }

    static class Localized extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Localized() {
            super("message");
        }

        @Override
        public String getLocalizedMessage() {
            return "localised " + Locale.ROOT + "message";
        }
    }

    static class OwnStackTrace extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[] {new StackTraceElement("made.Up", "method", "Up.java", 7)};
        }
    }

    static class OwnCause extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Throwable hidden = new IllegalStateException("the hidden cause");

        @Override
        public synchronized Throwable getCause() {
            return hidden;
        }
    }

    static class Nasty extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("getMessage fails");
        }
    }

    static class NullText extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return null;
        }
    }

    static final class OwnError extends Error {
        private static final long serialVersionUID = 1L;

        OwnError() {
            super("own error");
        }
    }

    static final class OwnAssertion extends AssertionError {
        private static final long serialVersionUID = 1L;

        OwnAssertion(String a, int b) {
            super(a + b);
        }
    }

    static class Generic extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Generic(String message) {
            super("prefixed: " + message);
        }
    }

    @Test
    void withFields() {
        throw new WithFields(3, new Object());
    }

    @Test
    void privateClass() throws Hidden {
        throw new Hidden();
    }

    @Test
    void ownMessage() {
        throw new OwnMessage();
    }

    @Test
    void messageOfFields() {
        throw new MessageOfFields(6, "seven");
    }

    @Test
    void ownText() {
        throw new OwnText();
    }

    @Test
    void localized() {
        throw new Localized();
    }

    @Test
    void ownStackTrace() {
        throw new OwnStackTrace();
    }

    @Test
    void ownCause() {
        throw new OwnCause();
    }

    @Test
    void nullText() {
        throw new NullText();
    }

    @Test
    void ownError() {
        throw new OwnError();
    }

    @Test
    void ownAssertion() {
        throw new OwnAssertion("own ", 1);
    }

    @Test
    void prefixingConstructor() {
        throw new Generic("message");
    }

    @Test
    void anonymousClass() {
        throw new RuntimeException("anonymous") {
            private static final long serialVersionUID = 1L;
        };
    }

    @Test
    void localClass() {
        class Local extends RuntimeException {
            private static final long serialVersionUID = 1L;

            Local() {
                super("local");
            }
        }
        throw new Local();
    }

    @Test
    void inALambda() {
        Supplier<String> supplier = () -> {
            throw new IllegalStateException("in a lambda");
        };
        List.of(1, 2).forEach(number -> supplier.get());
    }

    @Test
    void causeChain() {
        Throwable cause = new IOException("root");
        for (int i = 0; i < 12; i++) {
            cause = new RuntimeException("level " + i, cause);
        }
        throw new UncheckedIOException("top", new IOException(cause));
    }

    @Test
    @DisabledIfSystemProperty(named = "torture.trim", matches = "true", disabledReason = "Surefire never ends")
    void cyclicCause() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalArgumentException second = new IllegalArgumentException("second", first);
        first.initCause(second);
        throw first;
    }

    @Test
    @DisabledIfSystemProperty(named = "torture.trim", matches = "true", disabledReason = "Surefire never ends")
    void cyclicSuppressed() {
        IllegalStateException first = new IllegalStateException("first");
        IllegalArgumentException second = new IllegalArgumentException("second", first);
        first.addSuppressed(second);
        throw first;
    }

    @Test
    void manySuppressed() {
        IllegalStateException failure = new IllegalStateException("several");
        for (int i = 0; i < 5; i++) {
            failure.addSuppressed(new IOException("suppressed " + i, new Error("cause of " + i)));
        }
        throw failure;
    }

    private int recurse(int depth) {
        return recurse(depth + 1) + 1;
    }

    @Test
    void stackOverflow() {
        recurse(0);
    }

    @Test
    void hugeMessage() {
        throw new IllegalStateException("huge ".repeat(100_000));
    }

    @Test
    void manyLines() {
        throw new IllegalStateException("line\n".repeat(20) + "\n\n  end \n");
    }

    @Test
    void emptyMessage() {
        throw new IllegalStateException("");
    }

    @Test
    void blankMessage() {
        throw new IllegalStateException(" \t ");
    }

    @Test
    void characters() {
        throw new IllegalStateException("<tag a='b' c=\"d\"> & ]]> \u0000\u0001\u001b[31m \ud800 \udc00 \uffff \u0085 \u2028"
                + " \r\n \t \ud83d\ude00 \u202e");
    }

    @Test
    void messageWithColons() {
        throw new IllegalStateException("java.lang.Error: looks like: a class: \tat a.b(C.java:1)");
    }

    @Test
    void messageLikeAStack() {
        throw new IllegalStateException("x\n\tat a.b.C.d(C.java:1)\nCaused by: java.lang.Error: no\n\t... 3 more");
    }

    @Test
    void emptyStack() {
        IllegalStateException failure = new IllegalStateException("empty stack");
        failure.setStackTrace(new StackTraceElement[0]);
        throw failure;
    }

    @Test
    void strangeFrames() {
        IllegalStateException failure = new IllegalStateException("strange frames");
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("a.B", "native", null, -2),
            new StackTraceElement("a.B", "unknown", null, -1),
            new StackTraceElement("a.B", "<init>", "B.kt", 0),
            new StackTraceElement("app", "my.module", "1.0", "a.B", "inAModule", "B.java", 5),
            new StackTraceElement(null, "my.module", null, "a.B", "noVersion", "B.java", 6),
            new StackTraceElement("loader", null, null, "a.B$$Lambda", "named loader", "B.java", 7),
        });
        throw failure;
    }

    @Test
    void deepStack() {
        deeper(300);
    }

    private void deeper(int depth) {
        if (depth == 0) {
            throw new IllegalStateException("deep");
        }
        deeper(depth - 1);
    }

    @Test
    void reflective() throws Exception {
        throw new InvocationTargetException(new IllegalStateException("target"), null);
    }

    @Test
    void ofTheJdk() throws Exception {
        List<Integer> list = new ArrayList<>(List.of(1, 2));
        for (Integer number : list) {
            list.remove(number);
            list.add(3);
        }
    }

    @Test
    @SuppressWarnings("null")
    void helpfulNullPointer() {
        String[] texts = new String[1];
        System.out.println(texts[0].length());
    }

    @Test
    void classCast() {
        Object object = "text";
        System.out.println((Integer) object);
    }

    @Test
    void arrayIndex() {
        int[] numbers = new int[2];
        System.out.println(numbers[numbers.length]);
    }

    @Test
    void numberFormat() {
        Integer.parseInt("x\ny");
    }

    @Test
    void fromAnotherThread() throws Exception {
        CompletableFuture.supplyAsync(() -> Integer.parseInt("no number")).get();
    }

    @Test
    void executionException() throws Exception {
        throw new ExecutionException("wrapped", new Hidden());
    }

    @Test
    void missingClass() {
        throw new NoClassDefFoundError("no/such/Class");
    }

    @Test
    void checked() throws IOException {
        throw new IOException(new IllegalStateException("only a cause"));
    }

    @Test
    void ofJunit() {
        throw new JUnitException("JUnit's own");
    }

    @Test
    void interrupted() throws InterruptedException {
        throw new InterruptedException("interrupted");
    }

    @Test
    void assertKeyword() {
        assert 1 > 2 : "the keyword";
    }

    @Test
    void assertKeywordWithACause() {
        assert 1 > 2 : new IllegalStateException("as detail");
    }
}
