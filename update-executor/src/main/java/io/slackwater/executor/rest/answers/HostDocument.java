package io.slackwater.executor.rest.answers;

import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.vm.Power;
import io.slackwater.executor.vm.Sighting;
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
public record HostDocument(
        String hostId,
        HostFact.@Nullable Mode mode,
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

        static StateDocument of(Power power, boolean managedSave) {
            return new StateDocument(power.state().name(), power.reason(), power.since(), managedSave);
        }
    }

    static HostDocument of(Sighting sighting, Optional<HostFact> host) {
        return new HostDocument(
                sighting.hostId(),
                host.map(HostFact::mode).orElse(null),
                host.map(HostFact::reachable).orElse(false),
                host.map(HostFact::synced).orElse(false),
                host.map(HostFact::linkSince).orElse(null),
                new TreeMap<>(host.map(HostFact::labels).orElse(Map.of())),
                sighting.definition().isPresent(),
                sighting.power()
                        .map(power -> StateDocument.of(power, sighting.hasManagedSave()))
                        .orElse(null));
    }
}
