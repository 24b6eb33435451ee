package io.slackwater.worker.watch;

import java.time.Clock;
import java.util.List;

/** Publishes for one host, and keeps its entry on the board informed whether the log has what was seen. */
final class ReportedPublisher implements Publisher {

    private final Publisher publisher;
    private final HostWatchStatus entry;
    private final Clock clock;

    ReportedPublisher(Publisher publisher, HostWatchStatus entry, Clock clock) {
        this.publisher = publisher;
        this.entry = entry;
        this.clock = clock;
    }

    @Override
    public void publish(List<Publication<?>> publications) {
        entry.publishing(clock.instant());
        try {
            publisher.publish(publications);
            entry.published();
        } catch (RuntimeException failed) {
            entry.notPublished(clock.instant(), String.valueOf(failed.getMessage()));
            throw failed;
        }
    }
}
