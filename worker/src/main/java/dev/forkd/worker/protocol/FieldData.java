package dev.forkd.worker.protocol;

/**
 * A value that a throwable has in addition to those of every throwable: a field of its class or, for a class of the
 * JDK, whose fields are not accessible, a property returned by a public method.
 *
 * @param owner name of the class that declares the field or method
 * @param name name of the field or method
 * @param value the value
 */
public record FieldData(String owner, String name, ValueData value) {}
