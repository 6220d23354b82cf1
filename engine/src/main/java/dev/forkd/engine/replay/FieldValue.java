package dev.forkd.engine.replay;

/**
 * The value of a throwable's field or property; throwables in it have been made again.
 *
 * @param owner name of the class that declares the field or property
 * @param name name of the field or property
 * @param value the value
 */
record FieldValue(String owner, String name, Object value) {}
