package io.slackwater.domain.storage.store;

import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.domain.storage.volume.VolumeDecision;
import java.util.ArrayList;
import java.util.List;

/** Collects the events and commands of all decisions that one input causes. */
public final class StoreEffects {

    private final List<StorageEvent> events = new ArrayList<>();
    private final List<VolumeCommand> commands = new ArrayList<>();

    void add(VolumeDecision decision) {
        events.addAll(decision.events());
        commands.addAll(decision.commands());
    }

    public List<StorageEvent> events() {
        return List.copyOf(events);
    }

    public List<VolumeCommand> commands() {
        return List.copyOf(commands);
    }
}
