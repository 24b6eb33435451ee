package io.slackwater.standalone.services;

import java.util.List;

/** A port that is needed is somebody else's; the message names each, who has it, and what can be done. */
public final class PortTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param advice what can be done about all of them; empty where each problem says that itself */
    PortTakenException(List<String> problems, String advice) {
        super("Nothing was started:\n  " + String.join("\n  ", problems) + (advice.isEmpty() ? "" : "\n" + advice));
    }
}
