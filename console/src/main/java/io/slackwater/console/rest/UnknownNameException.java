package io.slackwater.console.rest;

import io.slackwater.console.query.Collection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says that nothing has an id or a name, and what is called similarly. */
final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param asOf up to when the log is folded; empty while it was never folded to its end */
    UnknownNameException(Collection collection, String name, List<String> similar, Optional<Instant> asOf) {
        super("There is no " + name + " among the " + collection.name()
                + asOf.map(until -> ", as of " + until + ".")
                        .orElse(" so far: the console has not read the log to its end yet.")
                + (similar.isEmpty() ? "" : " Nearest: " + String.join(", ", similar) + "."));
    }
}
