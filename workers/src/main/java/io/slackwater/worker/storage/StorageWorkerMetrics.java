package io.slackwater.worker.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.slackwater.domain.storage.model.VolumeCommand;
import java.time.Duration;

/** The metrics of the storage worker. */
public class StorageWorkerMetrics {

    private final MeterRegistry registry;

    public StorageWorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Measures a command from its receipt to its outcome. */
    public void answered(VolumeCommand.Type type, String outcome, Duration took) {
        registry.timer("slackwater.storage.orders", "type", type.name(), "outcome", outcome)
                .record(took);
    }

    /** Measures for how long before a delete the definitions of a host were not looked at. */
    public void deleted(Duration window) {
        registry.timer("slackwater.storage.delete.window").record(window);
    }

    /** Counts what came into use while it was deleted. */
    public void usedSince(int uses) {
        registry.counter("slackwater.storage.uses.since.delete").increment(uses);
    }
}
