package io.slackwater.worker.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;

/** Keeps what watchers publish. */
final class PublishedRecords implements Publisher {

    private final List<Publication<?>> written = new CopyOnWriteArrayList<>();
    private volatile boolean refuses;

    @Override
    public void publish(List<Publication<?>> publications) {
        if (refuses) {
            throw new PublishFailedException("The broker is away", new IllegalStateException());
        }
        written.addAll(publications);
    }

    void refuse(boolean nowRefuses) {
        refuses = nowRefuses;
    }

    /** Returns the events of a type that were published, tombstones left out. */
    <T extends SpecificRecord> List<T> of(Class<T> type) {
        return written.stream()
                .flatMap(publication -> publication.value().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Returns the keys that were deleted. */
    List<String> deleted() {
        return written.stream()
                .filter(publication -> publication.value().isEmpty())
                .map(Publication::key)
                .toList();
    }

    List<Publication<?>> all() {
        return new ArrayList<>(written);
    }

    void clear() {
        written.clear();
    }
}
