package io.slackwater.standalone.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says of which hosts only what was seen last is known. */
public final class LastSeen {

    private static final int NAMED = 10;

    private LastSeen() {}

    /**
     * Returns a line for each host, or for some of them where they are many.
     *
     * @param away since when each is away, by host
     */
    public static List<String> lines(Map<String, Instant> away, Instant now) {
        Age age = new Age(now);
        List<String> lines = new ArrayList<>();
        away.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(NAMED)
                .forEach(host -> lines.add("Host " + host.getKey() + " is not reached since " + age.of(host.getValue())
                        + ": what is shown of it is what was seen last."));
        if (away.size() > NAMED) {
            lines.add("And so it is with " + (away.size() - NAMED) + " more hosts.");
        }
        return lines;
    }
}
