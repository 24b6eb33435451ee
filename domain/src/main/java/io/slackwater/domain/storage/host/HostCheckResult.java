package io.slackwater.domain.storage.host;

import java.time.Instant;
import java.util.Optional;

/**
 * A host's result of one reference check.
 *
 * @param askedAt when it was asked first
 * @param references how many references it had
 * @param definitionsReadAt when its VMs' definitions were read for the last time; empty in what was told before that was noted
 */
public record HostCheckResult(String hostId, Instant askedAt, int references, Optional<Instant> definitionsReadAt) {

    /** An answer of which is not noted when the definitions were read. */
    public HostCheckResult(String hostId, Instant askedAt, int references) {
        this(hostId, askedAt, references, Optional.empty());
    }
}
