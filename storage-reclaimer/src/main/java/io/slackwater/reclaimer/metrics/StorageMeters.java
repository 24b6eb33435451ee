package io.slackwater.reclaimer.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.StorageEvent;
import jakarta.inject.Singleton;

/** Counts what the store machine tells. */
@Singleton
public class StorageMeters {

    private static final String PREFIX = "slackwater.storage.";

    private final MeterRegistry registry;

    public StorageMeters(MeterRegistry registry) {
        this.registry = registry;
    }

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
}
