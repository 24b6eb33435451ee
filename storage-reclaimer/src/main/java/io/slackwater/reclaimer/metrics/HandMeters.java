package io.slackwater.reclaimer.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.slackwater.reclaimer.volume.Command;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Measures what the hands do. */
@Singleton
public class HandMeters {

    private final MeterRegistry registry;

    public HandMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Measures an order from its receipt to its answer. */
    public void answered(Command.Type type, String outcome, Duration took) {
        registry.timer("slackwater.storage.orders", "type", type.name(), "outcome", outcome)
                .record(took);
    }
}
