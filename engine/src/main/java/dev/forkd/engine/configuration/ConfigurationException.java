package dev.forkd.engine.configuration;

import org.junit.platform.commons.JUnitException;

/** The user's settings are invalid. Nothing has been started when this is thrown. */
public final class ConfigurationException extends JUnitException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception.
     *
     * @param message which setting, which value, and what would be right
     */
    public ConfigurationException(String message) {
        super(message);
    }
}
