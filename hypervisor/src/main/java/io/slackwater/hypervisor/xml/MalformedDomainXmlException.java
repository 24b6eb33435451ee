package io.slackwater.hypervisor.xml;

import org.jspecify.annotations.Nullable;

/** A document is not the domain or snapshot XML that it should be; the message says what is wrong and where. */
public final class MalformedDomainXmlException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedDomainXmlException(String message) {
        this(message, null);
    }

    MalformedDomainXmlException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
