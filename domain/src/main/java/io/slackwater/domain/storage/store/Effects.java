package io.slackwater.domain.storage.store;

import io.slackwater.domain.storage.model.Command;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.domain.storage.volume.VolumeDecision;
import java.util.ArrayList;
import java.util.List;

/** What to tell and to have done, gathered over the decisions that one input leads to. */
public final class Effects {

    private final List<StorageEvent> events = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();

    void add(VolumeDecision decision) {
        events.addAll(decision.events());
        commands.addAll(decision.commands());
    }

    public List<StorageEvent> events() {
        return List.copyOf(events);
    }

    public List<Command> commands() {
        return List.copyOf(commands);
    }
}
