package io.slackwater.standalone.services;

import java.util.List;

/** A port that is needed is somebody else's; the message names each, who has it, and what can be done. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PortTakenException(List<String> problems) {
        super("Nothing was started:\n  " + String.join("\n  ", problems));
    }
}
