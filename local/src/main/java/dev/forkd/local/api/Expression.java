package dev.forkd.local.api;

import dev.forkd.wire.EvalResponse;
import java.math.BigInteger;

/**
 * Evaluates the few Python expressions that need no Python (contract 6.8): integers with {@code + - * // % **}, unary
 * minus and parentheses; string literals; {@code True}, {@code False} and {@code None}. Any other name gives a
 * NameError and anything else a SyntaxError, so a client sees at once that the expression is not supported.
 */
final class Expression {
    private static final int MAX_LENGTH = 10_000;
    private static final BigInteger MAX_BITS = BigInteger.valueOf(10_000);
    private static final int MAX_DEPTH = 200;

    private final String text;
    private int position;
    private int depth;

    private Expression(String text) {
        this.text = text;
    }

    static EvalResponse evaluate(String code) {
        try {
            if (code.length() > MAX_LENGTH) {
                throw tooLarge();
            }
            return new EvalResponse(new Expression(code.strip()).whole(), null, 0);
        } catch (PythonError e) {
            return new EvalResponse(null, e.getMessage(), 1);
        }
    }

    private String whole() {
        String result;
        if (peek('\'') || peek('"')) {
            result = PythonString.repr(string());
        } else if (Character.isLetter(current()) || peek('_')) {
            result = name();
        } else {
            result = sum().toString();
        }
        skipBlanks();
        if (position < text.length()) {
            throw syntaxError();
        }
        return result;
    }

    private String name() {
        int start = position;
        while (Character.isJavaIdentifierPart(current()) && current() != '\0') {
            position++;
        }
        String name = text.substring(start, position);
        return switch (name) {
            case "True", "False", "None" -> name;
            default -> throw new PythonError("NameError: name '" + name + "' is not defined");
        };
    }

    private String string() {
        char quote = current();
        int start = ++position;
        while (current() != quote) {
            // Escapes are not supported; they need a real Python.
            if (position >= text.length() || current() == '\\' || current() == '\n') {
                throw syntaxError();
            }
            position++;
        }
        return text.substring(start, position++);
    }

    private BigInteger sum() {
        BigInteger value = product();
        while (true) {
            if (take("+")) {
                value = value.add(product());
            } else if (take("-")) {
                value = value.subtract(product());
            } else {
                return value;
            }
        }
    }

    private BigInteger product() {
        BigInteger value = signed();
        while (true) {
            if (take("//")) {
                value = floorDivide(value, signed())[0];
            } else if (take("%")) {
                value = floorDivide(value, signed())[1];
            } else if (!ahead("**") && take("*")) {
                value = bounded(value.multiply(signed()));
            } else {
                return value;
            }
        }
    }

    private BigInteger signed() {
        if (++depth > MAX_DEPTH) {
            throw new PythonError("MemoryError: too many nested parentheses");
        }
        try {
            return take("-") ? signed().negate() : take("+") ? signed() : power();
        } finally {
            depth--;
        }
    }

    private BigInteger power() {
        BigInteger base = atom();
        if (!take("**")) {
            return base;
        }
        BigInteger exponent = signed();
        BigInteger bits = exponent.multiply(BigInteger.valueOf(base.bitLength()));
        if (exponent.signum() < 0 || exponent.bitLength() > 31 || bits.compareTo(MAX_BITS) > 0) {
            throw tooLarge();
        }
        return base.pow(exponent.intValue());
    }

    private BigInteger atom() {
        if (take("(")) {
            BigInteger value = sum();
            if (!take(")")) {
                throw syntaxError();
            }
            return value;
        }
        skipBlanks();
        int start = position;
        while (current() >= '0' && current() <= '9') {
            position++;
        }
        if (start == position || (text.charAt(start) == '0' && position - start > 1)) {
            throw syntaxError();
        }
        return new BigInteger(text.substring(start, position));
    }

    /** Quotient and remainder, rounded as Python does: towards minus infinity. */
    private static BigInteger[] floorDivide(BigInteger dividend, BigInteger divisor) {
        if (divisor.signum() == 0) {
            throw new PythonError("ZeroDivisionError: integer division or modulo by zero");
        }
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        if (parts[1].signum() != 0 && parts[1].signum() != divisor.signum()) {
            parts[0] = parts[0].subtract(BigInteger.ONE);
            parts[1] = parts[1].add(divisor);
        }
        return parts;
    }

    private static BigInteger bounded(BigInteger value) {
        if (value.bitLength() > MAX_BITS.intValue()) {
            throw tooLarge();
        }
        return value;
    }

    private boolean take(String operator) {
        if (!ahead(operator)) {
            return false;
        }
        position += operator.length();
        return true;
    }

    private boolean ahead(String operator) {
        skipBlanks();
        return text.startsWith(operator, position);
    }

    private boolean peek(char wanted) {
        return current() == wanted;
    }

    private char current() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private void skipBlanks() {
        while (current() == ' ' || current() == '\t') {
            position++;
        }
    }

    private static PythonError tooLarge() {
        return new PythonError("MemoryError: the local controller evaluates small expressions only");
    }

    private static PythonError syntaxError() {
        return new PythonError("SyntaxError: invalid syntax");
    }

    private static final class PythonError extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PythonError(String message) {
            super(message, null, false, false);
        }
    }
}
