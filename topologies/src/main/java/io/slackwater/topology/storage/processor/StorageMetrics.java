package io.slackwater.topology.storage.processor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.volume.StorageEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** Counts what the store machine tells, and what it holds. */
public class StorageMetrics {

    private static final String PREFIX = "slackwater.storage.";

    private final MeterRegistry registry;
    private final Map<Place, Held> census = new ConcurrentHashMap<>();

    public StorageMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** A number of volumes and what they take together. */
    public record Held(long volumes, long bytes) {
        private static final Held NONE = new Held(0, 0);
    }

    private record Place(int partition, String state) {}

    /** Counts an event by its step, the bytes that it freed, and the blockers that it names by their codes. */
    public void told(StorageEvent event) {
        registry.counter(PREFIX + "events", "step", event.step().name()).increment();
        if (event.step() == StorageEvent.Step.RECLAIMED) {
            registry.counter(PREFIX + "bytes.freed").increment((double) event.bytesFreed());
        }
        if (event.step() == StorageEvent.Step.REFUSED) {
            for (Blocker blocker : event.blockers()) {
                registry.counter(PREFIX + "refused", "code", blocker.code().name())
                        .increment();
            }
        }
    }

    /** Takes a partition's volumes by state, in place of what was counted there before. */
    public void counted(int partition, Map<String, Held> byState) {
        census.replaceAll((place, held) -> place.partition() == partition ? Held.NONE : held);
        byState.forEach((state, held) -> {
            Place place = new Place(partition, state);
            if (census.put(place, held) == null) {
                gauge("volumes", place, Held::volumes);
                gauge("bytes.held", place, Held::bytes);
            }
        });
    }

    private void gauge(String name, Place place, ToDoubleFunction<Held> value) {
        Tags tags = Tags.of("state", place.state(), "partition", Integer.toString(place.partition()));
        Gauge.builder(PREFIX + name, () -> value.applyAsDouble(census.getOrDefault(place, Held.NONE)))
                .tags(tags)
                .register(registry);
    }
}
