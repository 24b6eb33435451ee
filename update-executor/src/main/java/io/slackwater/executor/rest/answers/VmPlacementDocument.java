package io.slackwater.executor.rest.answers;

import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.VmPlacement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A VM on a host.
 *
 * @param mode what may be done there; null where nothing was said of the host
 * @param linkSince since when it has been reachable and synced, or not; null where nothing was said of the host
 * @param defined whether the host has the VM's definition, as far as was said
 * @param state the VM's run state there; null where it was not said
 */
public record VmPlacementDocument(
        String hostId,
        HostInfo.@Nullable Mode mode,
        boolean reachable,
        boolean synced,
        @Nullable Instant linkSince,
        Map<String, String> labels,
        boolean defined,
        @Nullable StateDocument state) {

    /**
     * A run state.
     *
     * @param reason libvirt's; empty where it gives none
     */
    public record StateDocument(String state, String reason, Instant since, boolean managedSave) {

        static StateDocument of(PowerState power, boolean managedSave) {
            return new StateDocument(power.state().name(), power.reason(), power.since(), managedSave);
        }
    }

    static VmPlacementDocument of(VmPlacement placement, Optional<HostInfo> host) {
        return new VmPlacementDocument(
                placement.hostId(),
                host.map(HostInfo::mode).orElse(null),
                host.map(HostInfo::reachable).orElse(false),
                host.map(HostInfo::synced).orElse(false),
                host.map(HostInfo::linkSince).orElse(null),
                new TreeMap<>(host.map(HostInfo::labels).orElse(Map.of())),
                placement.definition().isPresent(),
                placement
                        .power()
                        .map(power -> StateDocument.of(power, placement.hasManagedSave()))
                        .orElse(null));
    }
}
