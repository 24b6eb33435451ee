package io.slackwater.domain.storage.volume;

import io.slackwater.domain.storage.model.Command;
import java.util.List;

/**
 * What was decided about a volume.
 *
 * @param volume the volume after it
 * @param events what to tell, in order
 * @param commands what to have done, in order
 */
public record VolumeDecision(Volume volume, List<StorageEvent> events, List<Command> commands) {

    public VolumeDecision {
        events = List.copyOf(events);
        commands = List.copyOf(commands);
    }
}
