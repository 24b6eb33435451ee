package io.slackwater.domain.storage.volume;

import java.util.List;

/**
 * The changes that pin a volume: it stays while one of them needs it.
 *
 * @param changes their ids, sorted, each once
 */
public record Pins(List<String> changes) {

    public Pins {
        changes = List.copyOf(changes);
    }

    static Pins of(List<String> changes) {
        return new Pins(changes.stream().sorted().distinct().toList());
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
