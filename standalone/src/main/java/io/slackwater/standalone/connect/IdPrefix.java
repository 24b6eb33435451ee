package io.slackwater.standalone.connect;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Finds the id that is meant by its beginning. */
public final class IdPrefix {

    private static final int LISTED = 10;

    private IdPrefix() {}

    /**
     * Returns the id that begins so; empty where none does.
     *
     * @throws CommandFailedException if several do
     */
    public static Optional<String> of(String written, Collection<String> ids) {
        List<String> found = written.isBlank()
                ? List.of()
                : ids.stream().filter(id -> id.startsWith(written)).sorted().toList();
        if (found.size() > 1) {
            throw new CommandFailedException(
                    written + " may mean any of " + found.size() + " changes; write more of the id:\n  "
                            + String.join("\n  ", found.subList(0, Math.min(LISTED, found.size())))
                            + (found.size() > LISTED ? "\n  and " + (found.size() - LISTED) + " more" : ""));
        }
        return found.stream().findFirst();
    }
}
