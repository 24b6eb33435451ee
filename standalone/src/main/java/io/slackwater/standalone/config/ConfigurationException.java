package io.slackwater.standalone.config;

import java.util.List;

/** The configuration cannot be used; the message names each key that is wrong, and the remedy. */
public final class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }

    static ConfigurationException of(String source, List<String> problems) {
        return new ConfigurationException(source + " cannot be used:\n  " + String.join("\n  ", problems));
    }
}
