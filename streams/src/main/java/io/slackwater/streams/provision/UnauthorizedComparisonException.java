package io.slackwater.streams.provision;

import org.apache.kafka.common.KafkaException;

/** The client may not describe the topics of the catalogue, or their settings. */
public final class UnauthorizedComparisonException extends KafkaException {

    private static final long serialVersionUID = 1L;

    UnauthorizedComparisonException(String message, Throwable cause) {
        super(message, cause);
    }
}
