package io.slackwater.console.rest;

import io.slackwater.console.query.Collection;
import java.util.List;

/** Says that nothing has an id or a name, and what is called similarly. */
final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownNameException(Collection collection, String name, List<String> similar) {
        super("There is no " + name + " among the " + collection.name() + "."
                + (similar.isEmpty() ? "" : " Nearest: " + String.join(", ", similar) + "."));
    }
}
