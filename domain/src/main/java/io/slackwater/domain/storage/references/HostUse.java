package io.slackwater.domain.storage.references;

import java.util.List;

/**
 * What a VM refers to on one host.
 *
 * @param persistent whether its definition outlives its run
 * @param vanished whether it went without its definition being removed by its owner, or its host was retired; its last references stand
 */
public record HostUse(boolean persistent, boolean vanished, List<LocatedReference> references) {

    public HostUse {
        references = List.copyOf(references);
    }
}
