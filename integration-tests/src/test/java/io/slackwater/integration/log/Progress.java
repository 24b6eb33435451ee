package io.slackwater.integration.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;

/**
 * Waits for what the services say.
 *
 * @param log not to be read by anybody else at the same time
 */
public record Progress(EventLog log) {

    /** How long to wait for any one thing, on a machine that has other work too. */
    public static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(200));
    }

    /** Waits until the last event of each of these VMs' updates is of that phase, and returns those events. */
    public List<UpdateEvent> awaitPhase(UpdatePhase phase, Collection<String> vms) {
        patiently().untilAsserted(() -> assertThat(phases(vms))
                .hasSize(vms.size())
                .allSatisfy((vm, current) -> assertThat(current).as(vm).isEqualTo(phase)));
        return updates(vms);
    }

    /** Waits until what was said last of a VM's update is that phase, held up by that. */
    public void awaitBlocker(String vm, UpdatePhase phase, BlockerCode blocker) {
        patiently()
                .untilAsserted(
                        () -> assertThat(updates(List.of(vm))).singleElement().satisfies(update -> {
                            assertThat(update.getPhase()).isEqualTo(phase);
                            assertThat(update.getBlockers())
                                    .extracting(Blocker::getCode)
                                    .contains(blocker);
                        }));
    }

    /** Waits until a VM was seen on a host. */
    public void awaitSeen(String vm) {
        patiently().untilAsserted(() -> assertThat(log.of(VmEvent.class))
                .extracting(VmEvent::getVmId)
                .contains(vm));
    }

    /** Waits until it is said that a volume of a store is kept, for that reason among others. */
    public void awaitKept(String store, String volume, BlockerCode reason) {
        patiently().untilAsserted(() -> assertThat(log.of(VolumeEvent.class))
                .filteredOn(event -> event.getVolume().getStore().equals(store)
                        && event.getVolume().getVolume().equals(volume))
                .last()
                .satisfies(event -> assertThat(event.getBlockers())
                        .extracting(Blocker::getCode)
                        .contains(reason)));
    }

    /** Waits until these volumes of a store are freed; each has to be with proof, and once. Returns what was said of them. */
    public List<VolumeEvent> awaitReclaimed(String store, String... volumes) {
        patiently().untilAsserted(() -> assertThat(reclaimed(store))
                .extracting(event -> event.getVolume().getVolume())
                .contains(volumes));
        List<VolumeEvent> reclaimed = reclaimed(store).stream()
                .filter(event -> Set.of(volumes).contains(event.getVolume().getVolume()))
                .toList();
        assertThat(reclaimed).hasSize(volumes.length).allSatisfy(event -> {
            assertThat(event.getProof()).isPresent();
            assertThat(event.getBytesFreed()).isPositive();
        });
        return reclaimed;
    }

    /** Returns the volumes of a store that were said to be freed so far. */
    public List<VolumeEvent> reclaimed(String store) {
        return log.of(VolumeEvent.class).stream()
                .filter(event -> event.getType() == VolumeEventType.RECLAIMED)
                .filter(event -> event.getVolume().getStore().equals(store))
                .toList();
    }

    private Map<String, UpdatePhase> phases(Collection<String> vms) {
        return updates(vms).stream().collect(Collectors.toMap(UpdateEvent::getVmId, UpdateEvent::getPhase));
    }

    private List<UpdateEvent> updates(Collection<String> vms) {
        return log.updates().values().stream()
                .filter(update -> vms.contains(update.getVmId()))
                .toList();
    }
}
