package io.slackwater.domain.storage.volume;

import io.slackwater.domain.storage.model.VolumeCommand;
import java.util.List;

/**
 * The outcome of one decision about a volume: its new state, events and commands.
 *
 * @param volume the volume after it
 * @param events what to tell, in order
 * @param commands what to have done, in order
 */
public record VolumeDecision(Volume volume, List<StorageEvent> events, List<VolumeCommand> commands) {

    public VolumeDecision {
        events = List.copyOf(events);
        commands = List.copyOf(commands);
    }
}
