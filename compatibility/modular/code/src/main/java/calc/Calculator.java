package calc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;

/** Finds operations as services. */
public final class Calculator {
    private Calculator() {}

    public static List<String> operations() {
        return ServiceLoader.load(Operation.class).stream()
                .map(ServiceLoader.Provider::get)
                .map(Operation::name)
                .sorted()
                .toList();
    }

    public static int calculate(String name, int left, int right) {
        return ServiceLoader.load(Operation.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no operation '" + name + "'"))
                .apply(left, right);
    }

    public static String help() {
        try (InputStream in = Calculator.class.getResourceAsStream("/calc/internal/help.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
