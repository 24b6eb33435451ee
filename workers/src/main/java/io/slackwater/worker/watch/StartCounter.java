package io.slackwater.worker.watch;

import io.slackwater.hypervisor.Domain;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Counts the starts of each domain of a host. libvirt numbers the runs of domains: another number, another start. */
final class StartCounter {

    private static final Pattern RUN = Pattern.compile("<domain\\s[^>]*\\bid=['\"](\\d+)['\"]");
    private static final String UNNUMBERED = "unnumbered";

    private final Map<UUID, Seen> seen = new HashMap<>();

    /** Notes a domain as it is now, and returns how often it was seen to start. */
    long note(Domain domain) {
        Seen before = seen.get(domain.id());
        if (domain.unread().isPresent()) {
            return before == null ? 0 : before.count();
        }
        @Nullable String run = run(domain);
        boolean started = before != null && run != null && !Objects.equals(run, before.run());
        long count = (before == null ? 0 : before.count()) + (started ? 1 : 0);
        seen.put(domain.id(), new Seen(run, count, before == null ? 0 : before.told()));
        return count;
    }

    /** Whether a domain was seen to start and nobody has been told. */
    boolean areNews(Domain domain) {
        Seen known = seen.get(domain.id());
        return known != null && known.count() > known.told();
    }

    /** Notes that all starts have been told. */
    void told() {
        seen.replaceAll((id, known) -> new Seen(known.run(), known.count(), known.count()));
    }

    private static @Nullable String run(Domain domain) {
        if (domain.liveDefinition().isEmpty()) {
            return null;
        }
        Matcher matcher = RUN.matcher(domain.liveDefinition().get());
        return matcher.find() ? matcher.group(1) : UNNUMBERED;
    }

    /**
     * What was noted of a domain.
     *
     * @param run the number of its run; null while it does not run
     */
    private record Seen(@Nullable String run, long count, long told) {}
}
