package dev.forkd.engine.replay;

/**
 * What a throwable held besides what every throwable has, with throwables in it made again.
 *
 * @param owner name of the class that declares it
 * @param name name of the field or property
 * @param value its value
 */
record FieldValue(String owner, String name, Object value) {}
