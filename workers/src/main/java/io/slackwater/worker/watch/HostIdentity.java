package io.slackwater.worker.watch;

import io.slackwater.schemas.HostEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * The machine identity of a declared host, as it was published.
 *
 * @param uri the URI that it is declared with
 * @param claim its claim on the UUID that was read there last; empty until one was
 * @param unclear why its UUID could not be read last; empty where it could, or nobody tried
 */
public record HostIdentity(String hostId, String uri, Optional<Claim> claim, Optional<String> unclear) {

    /** A host as it is declared, of which nobody has read a UUID. */
    public static HostIdentity declared(String hostId, String uri) {
        return new HostIdentity(hostId, uri, Optional.empty(), Optional.empty());
    }

    /** Takes a declaration: with another URI it may be another machine. */
    public HostIdentity declaredAgain(String newUri) {
        return uri.equals(newUri) ? this : declared(hostId, newUri);
    }

    /**
     * Takes an event of type IDENTIFIED. One that a watcher of an earlier URI wrote says nothing. One without a UUID does not end a claim:
     * what cannot be read is unclear.
     */
    public HostIdentity identified(HostEvent event) {
        if (!event.getUri().equals(Optional.of(uri))) {
            return this;
        }
        return Claim.of(event)
                .map(read -> new HostIdentity(hostId, uri, Optional.of(read), Optional.empty()))
                .orElseGet(() -> new HostIdentity(hostId, uri, claim, event.getReason()));
    }

    /** The same without its claim, so that a new one is made. */
    HostIdentity unclaimed() {
        return new HostIdentity(hostId, uri, Optional.empty(), unclear);
    }

    /**
     * A claim of a host on a UUID.
     *
     * @param id what tells it from any other
     * @param uuid the host's UUID, lower case
     * @param since when it was made, by the publisher's clock
     */
    public record Claim(String id, String uuid, Instant since) {

        static Optional<Claim> of(HostEvent event) {
            return event.getClaim()
                    .flatMap(id -> event.getHostUuid().map(uuid -> new Claim(id, uuid, event.getOccurredAt())));
        }
    }
}
