package io.slackwater.topology.update.row;

import io.slackwater.domain.policy.window.WindowId;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.SlotUse;
import io.slackwater.domain.vm.UpdateHistory;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmPlacement;
import io.slackwater.domain.vm.VmTopic;
import io.slackwater.executor.stored.StoredDefinition;
import io.slackwater.executor.stored.StoredPower;
import io.slackwater.executor.stored.StoredSighting;
import io.slackwater.executor.stored.StoredUse;
import io.slackwater.executor.stored.StoredVerdict;
import io.slackwater.executor.stored.StoredVerified;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.executor.stored.StoredWindow;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.VmState;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Maps what is known of a VM. Equal VMs give equal bytes: what has no order is sorted. */
public final class VmRowMapper {

    private VmRowMapper() {}

    /**
     * Maps to what the store holds.
     *
     * @param isPublished whether the state topic has what is known of its updates
     */
    public static StoredVm store(Vm vm, boolean isPublished) {
        Map<String, Long> unreadable = new HashMap<>();
        vm.unreadable().forEach((source, since) -> unreadable.put(source.name(), since.toEpochMilli()));
        return new StoredVm(
                vm.id(),
                vm.placements().values().stream()
                        .sorted(Comparator.comparing(VmPlacement::hostId))
                        .map(VmRowMapper::store)
                        .toList(),
                vm.goneSince().orElse(null),
                unreadable,
                vm.updates().stream().map(UpdateRowMapper::store).toList(),
                vm.history().ended(),
                store(vm.history().failed()),
                store(vm.history().retried()),
                vm.history().usedWindows().stream()
                        .map(window -> new StoredWindow(window.policy(), window.start()))
                        .toList(),
                vm.history().verified().map(VmRowMapper::store).orElse(null),
                isPublished);
    }

    /** Maps from what the store holds. */
    public static Vm restore(StoredVm stored) {
        Map<String, VmPlacement> sightings = new HashMap<>();
        stored.getSightings().forEach(sighting -> sightings.put(sighting.getHostId(), restore(sighting)));
        Map<VmTopic, Instant> unreadable = new HashMap<>();
        stored.getUnreadable()
                .forEach((source, since) -> unreadable.merge(
                        CommonMapper.known(VmTopic.class, source, VmTopic.INVENTORY),
                        Instant.ofEpochMilli(since),
                        (one, other) -> one.isBefore(other) ? one : other));
        return new Vm(
                stored.getVmId(),
                sightings,
                stored.getGoneSince(),
                unreadable,
                stored.getUpdates().stream()
                        .map(update -> UpdateRowMapper.restore(stored.getVmId(), update))
                        .toList(),
                new UpdateHistory(
                        stored.getEnded(),
                        restore(stored.getFailed()),
                        restore(stored.getRetried()),
                        stored.getUsedWindows().stream()
                                .map(window -> new WindowId(window.getPolicy(), window.getOpened()))
                                .toList(),
                        stored.getVerified().map(VmRowMapper::restore)));
    }

    private static StoredVerified store(UpdateHistory.Verified verified) {
        return new StoredVerified(verified.changeId(), CommonMapper.verifiedBy(verified.by()), verified.at());
    }

    private static UpdateHistory.Verified restore(StoredVerified stored) {
        return new UpdateHistory.Verified(
                stored.getChangeId(), CommonMapper.verifiedBy(stored.getBy()), stored.getAt());
    }

    private static List<StoredVerdict> store(Map<String, Instant> verdicts) {
        return verdicts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(verdict -> new StoredVerdict(verdict.getKey(), verdict.getValue()))
                .toList();
    }

    private static Map<String, Instant> restore(List<StoredVerdict> stored) {
        return stored.stream().collect(Collectors.toMap(StoredVerdict::getChangeId, StoredVerdict::getAt));
    }

    private static StoredSighting store(VmPlacement placement) {
        return new StoredSighting(
                placement.hostId(),
                placement.definition().map(VmRowMapper::store).orElse(null),
                placement.power().map(VmRowMapper::store).orElse(null));
    }

    private static VmPlacement restore(StoredSighting stored) {
        return new VmPlacement(
                stored.getHostId(),
                stored.getDefinition().map(VmRowMapper::restore),
                stored.getPower().map(VmRowMapper::restore));
    }

    private static StoredDefinition store(VmDefinition definition) {
        return new StoredDefinition(
                definition.name(),
                definition.persistent(),
                definition.managedBy().orElse(null),
                definition.managedSave(),
                definition.snapshots(),
                definition.checkpoints(),
                definition.uses().stream().map(VmRowMapper::store).toList(),
                definition.updateId().orElse(null),
                definition.since(),
                definition.seenAt(),
                definition.labels(),
                definition.agentConfigured());
    }

    private static VmDefinition restore(StoredDefinition stored) {
        return new VmDefinition(
                stored.getName(),
                stored.getPersistent(),
                stored.getManagedBy(),
                stored.getManagedSave(),
                stored.getSnapshots(),
                stored.getCheckpoints(),
                stored.getUses().stream().map(VmRowMapper::restore).toList(),
                stored.getUpdateId(),
                stored.getSince(),
                stored.getSeenAt(),
                stored.getLabels(),
                stored.getAgentConfigured());
    }

    private static StoredUse store(SlotUse use) {
        return new StoredUse(
                use.slot(),
                use.live(),
                use.configured(),
                use.disposable(),
                CommonMapper.volume(use.volume()),
                use.backing().stream().map(CommonMapper::volume).toList(),
                use.obstacles());
    }

    private static SlotUse restore(StoredUse stored) {
        return new SlotUse(
                stored.getSlot(),
                stored.getLive(),
                stored.getConfigured(),
                stored.getDisposable(),
                CommonMapper.volume(stored.getVolume()),
                List.copyOf(
                        stored.getBacking().stream().map(CommonMapper::volume).toList()),
                stored.getObstacles());
    }

    private static StoredPower store(PowerState power) {
        return new StoredPower(
                VmState.valueOf(power.state().name()),
                power.reason(),
                power.managedSave(),
                power.startedAs(),
                power.since(),
                power.seenAt());
    }

    private static PowerState restore(StoredPower stored) {
        return new PowerState(
                CommonMapper.known(RunState.class, stored.getState(), RunState.UNKNOWN),
                stored.getReason(),
                stored.getManagedSave(),
                stored.getStartedAs(),
                stored.getSince(),
                stored.getSeenAt());
    }
}
