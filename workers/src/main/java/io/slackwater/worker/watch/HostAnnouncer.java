package io.slackwater.worker.watch;

import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Publishes whether one host is reached, once for each change. Called on the thread of the host's watch alone. */
final class HostAnnouncer {

    private final String hostId;
    private final Publisher publisher;
    private final BooleanSupplier hasEnded;
    private final Clock clock;
    private Optional<Announcement> announced = Optional.empty();

    /**
     * An announcer of one host, of which nothing was announced.
     *
     * @param hasEnded whether the host's watch has ended, after which nothing is written
     */
    HostAnnouncer(String hostId, Publisher publisher, BooleanSupplier hasEnded, Clock clock) {
        this.hostId = hostId;
        this.publisher = publisher;
        this.hasEnded = hasEnded;
        this.clock = clock;
    }

    /** Publishes it, unless it was published last. */
    void announce(HostEventType type, @Nullable String reason) {
        if (!isAnnounced(type, reason) && !hasEnded.getAsBoolean()) {
            publisher.publish(List.of(Publication.of(event(type, reason).build())));
            announced = Optional.of(Announcement.of(type, reason));
        }
    }

    /** Whether it was published last. */
    boolean isAnnounced(HostEventType type, @Nullable String reason) {
        return announced.equals(Optional.of(Announcement.of(type, reason)));
    }

    /** Returns an event of the host, as of now. */
    HostEvent.Builder event(HostEventType type, @Nullable String reason) {
        return HostEvent.newBuilder()
                .setHostId(hostId)
                .setType(type)
                .setMode(HostMode.OBSERVE) // without meaning here
                .setReason(reason)
                .setOccurredAt(clock.instant());
    }

    /**
     * What was published last of whether the host is reached.
     *
     * @param kind the kind of the reason, for the words of one kind change from one attempt to the next
     */
    private record Announcement(HostEventType type, String kind) {

        static Announcement of(HostEventType type, @Nullable String reason) {
            return new Announcement(type, reason == null ? "" : HostConflict.kind(reason));
        }
    }
}
