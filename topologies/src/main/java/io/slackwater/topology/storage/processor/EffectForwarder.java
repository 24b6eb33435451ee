package io.slackwater.topology.storage.processor;

import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.store.StoreEffects;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.mapping.storage.OutputMapper;
import io.slackwater.streams.logging.LogKeys;
import io.slackwater.topology.storage.state.StateTopicBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/** Forwards the events and commands of decisions, and the rows that changed with them. */
final class EffectForwarder {

    private static final Logger LOG = Logger.getLogger(EffectForwarder.class);

    private final ProcessorContext<String, StoreOutput> context;
    private final StoreProcessorSettings settings;
    private final StateTopicBuffer stateTopic;

    EffectForwarder(
            ProcessorContext<String, StoreOutput> context,
            StoreProcessorSettings settings,
            StateTopicBuffer stateTopic) {
        this.context = context;
        this.settings = settings;
        this.stateTopic = stateTopic;
    }

    /**
     * Says what came of an input.
     *
     * @param cause the input, whose trace goes on
     */
    void say(Record<String, ?> cause, StoreEffects effects, Instant now) {
        for (StorageEvent event : effects.events()) {
            settings.metrics().told(event);
            log(event);
            forward(cause, event.volume().ref().store(), new StoreOutput.Event(OutputMapper.event(event, now)));
        }
        Duration lifetime = settings.rules().times().commandLifetime();
        for (VolumeCommand command : effects.commands()) {
            forward(
                    cause,
                    command.volume().store(),
                    new StoreOutput.Command(OutputMapper.command(command, lifetime, now)));
        }
        publishRows(cause);
    }

    /** Publishes the rows that changed. */
    void publishRows(Record<String, ?> cause) {
        for (StateTopicBuffer.Row row : stateTopic.take()) {
            forward(cause, row.key(), new StoreOutput.StateRow(row.state()));
        }
    }

    private static void log(StorageEvent event) {
        LogKeys.Scope keys = LogKeys.with(Map.of(
                LogKeys.STORE, event.volume().ref().store(),
                LogKeys.VOLUME, event.volume().ref().name()));
        try {
            LOG.infof("Volume %s %s", event.step(), reasons(event));
        } finally {
            keys.close();
        }
    }

    private static List<String> reasons(StorageEvent event) {
        return event.blockers().stream()
                .map(blocker -> blocker.code() + " " + blocker.subject())
                .toList();
    }

    private void forward(Record<String, ?> cause, String key, StoreOutput output) {
        context.forward(cause.withKey(key).withValue(output));
    }
}
