package dev.forkd.worker.protocol;

/**
 * A value that a throwable holds besides what every throwable has: a field of its class or, where the JDK hides
 * the fields, a property that a public method returns.
 *
 * @param owner name of the class that declares it
 * @param name name of the field or method
 * @param value what it holds
 */
public record FieldData(String owner, String name, ValueData value) {}
