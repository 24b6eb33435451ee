package io.slackwater.executor.rest.answers;

import io.slackwater.domain.vm.UpdateHistory;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmPlacement;
import io.slackwater.domain.vm.VmTopic;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a VM is where it is.
 *
 * @param name null where no host has it
 * @param labels from its metadata; of several hosts that have it, those of the first by name
 * @param goneSince since when no host has it; null while one has
 * @param unreadable since when a topic's last record of it could not be read, by topic
 * @param failedChanges changes that failed on it, and are not tried again until somebody says so; without those that were withdrawn,
 *     which never are, and whose updates may have been put back without having failed
 * @param verified its last update that was verified, with what showed that the VM came up; null where none was
 * @param updates its open updates, oldest first
 */
public record VmDocument(
        String vmId,
        @Nullable String name,
        Map<String, String> labels,
        List<VmPlacementDocument> hosts,
        @Nullable Instant goneSince,
        Map<VmTopic, Instant> unreadable,
        List<String> failedChanges,
        UpdateHistory.@Nullable Verified verified,
        List<UpdateDocument> updates) {

    static VmDocument of(
            Vm vm, List<VmPlacementDocument> hosts, List<String> failedChanges, List<UpdateDocument> updates) {
        Optional<VmDefinition> definition = definition(vm.presentPlacements());
        return new VmDocument(
                vm.id(),
                definition.map(VmDefinition::name).orElse(null),
                new TreeMap<>(definition.map(VmDefinition::labels).orElse(Map.of())),
                hosts,
                vm.goneSince().orElse(null),
                new TreeMap<>(vm.unreadable()),
                failedChanges,
                vm.history().verified().orElse(null),
                updates);
    }

    private static Optional<VmDefinition> definition(Collection<VmPlacement> here) {
        return here.stream()
                .min((one, other) -> one.hostId().compareTo(other.hostId()))
                .flatMap(VmPlacement::definition);
    }
}
