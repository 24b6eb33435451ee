package io.slackwater.topology.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hosts have one directory, in which the old kernel and the new one were before Slackwater came. An adoption rule names both. A VM of
 * the first host moves to the new one; a VM of the second host still uses the old one.
 */
class SharedDirectoryTest {

    private static final String FIRST = "h1/default";
    private static final String SECOND = "h2/default";

    @TempDir
    private Path stateDirectory;

    private MachineDriver machine;
    private final List<StorageCommand> commands = new ArrayList<>();
    private final List<String> details = new ArrayList<>();
    private final Map<String, List<String>> blockers = new TreeMap<>();

    @BeforeEach
    void start() {
        machine = new MachineDriver(stateDirectory, Duration.ZERO);
        for (String host : List.of("h1", "h2")) {
            machine.send(Topics.HOSTS, host, Records.declared(host, HostMode.ACTIVE));
        }
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void shouldKeepTheOldKernelWhileNeitherPoolIsMarked() {
        machine.send(Topics.HOSTS, "h1", Records.syncedUnmarked("h1", FIRST));
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));

        whenTheFirstVmHasMoved();

        assertThat(reclaims()).isEmpty();
        assertThat(blockers.get(FIRST)).containsExactly("STORE_UNMARKED h1");
    }

    @Test
    void shouldKeepItUntilTheSecondHostWasReadSinceTheStoreIsMarked() {
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", FIRST));
        whenTheFirstVmHasMoved();
        assertThat(reclaims()).isEmpty();
        assertThat(blockers.get(FIRST)).containsExactly("HOST_NOT_SYNCED h2");

        // when the second host is read again, and has another directory
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));
        pass();

        assertThat(reclaims())
                .extracting(reclaim -> reclaim.getVolume().getStore())
                .containsExactly(FIRST);
    }

    @Test
    void shouldKeepItWhileTheSecondHostThatHasTheDirectoryUsesIt() {
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", FIRST));
        whenTheFirstVmHasMoved();

        // when the second host is read again, and shows the marker
        machine.send(Topics.HOSTS, "h2", Records.synced("h2", FIRST));
        machine.send(Topics.VM_INVENTORY, "vmB", Records.observedIn(FIRST, "vmB", "h2", Records.OLD));
        pass();
        assertThat(reclaims()).isEmpty();
        assertThat(blockers.get(FIRST)).contains("USED_BY_VM vmB");

        // when its VM is gone, and it is said who shares the store
        machine.send(Topics.VM_INVENTORY, "vmB", Records.gone("vmB", "h2"));
        pass();
        assertThat(reclaims()).isEmpty();
        assertThat(blockers.get(FIRST)).containsExactly("SHARED_STORE_UNCONFIRMED h1");
        machine.send(Topics.STORAGE_DECISIONS, FIRST, Records.confirmed(FIRST, "h1", "h2"));
        pass();

        assertThat(reclaims()).hasSize(1);
    }

    @Test
    void shouldKeepItWhileTheSecondHostIsAwayUntilItIsRetired() {
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));
        machine.send(Topics.HOSTS, "h2", Records.host("h2", HostEventType.UNREACHABLE));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", FIRST));
        whenTheFirstVmHasMoved();
        assertThat(reclaims()).isEmpty();
        assertThat(blockers.get(FIRST)).containsExactly("HOST_NOT_SYNCED h2");

        machine.send(Topics.HOSTS, "h2", Records.host("h2", HostEventType.RETIRED));
        pass();

        assertThat(reclaims()).hasSize(1);
    }

    @Test
    void shouldKeepItWhileTheSecondHostIsAwayUntilItIsSaidThatItHasNoPartInTheStore() {
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", FIRST));
        whenTheFirstVmHasMoved();
        assertThat(reclaims()).isEmpty();

        machine.send(Topics.STORAGE_DECISIONS, FIRST, Records.confirmed(FIRST, "h1"));
        pass();

        assertThat(reclaims()).hasSize(1);
    }

    @Test
    void shouldNotTakeAHostThatIsDeclaredLaterForOneThatAPersonSpokeOf() {
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", FIRST));
        machine.send(Topics.STORAGE_DECISIONS, FIRST, Records.confirmed(FIRST, "h1"));
        HostEvent later = HostEvent.newBuilder(Records.declared("h3", HostMode.OBSERVE))
                .setOccurredAt(Records.NOW.plusSeconds(1))
                .build();
        machine.send(Topics.HOSTS, "h3", later);
        whenTheFirstVmHasMoved();
        assertThat(reclaims()).isEmpty();
        assertThat(blockers.get(FIRST)).containsOnly("HOST_NOT_SYNCED h3");

        machine.send(Topics.HOSTS, "h3", Records.syncedUnmarked("h3", "h3/default"));
        pass();

        assertThat(reclaims()).hasSize(1);
    }

    @Test
    void shouldKeepItWhileTheMarkerIsAway() {
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", FIRST));
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));
        machine.send(Topics.HOSTS, "h1", Records.syncedUnmarked("h1", FIRST));
        whenTheFirstVmHasMoved();
        assertThat(reclaims()).isEmpty();
        assertThat(blockers.get(FIRST)).containsExactly("STORE_UNMARKED h1");

        machine.send(Topics.HOSTS, "h1", Records.synced("h1", FIRST));
        pass();

        assertThat(reclaims()).hasSize(1);
    }

    @Test
    void shouldKeepItWhileTwoPoolsOfAHostShowTheMarker() {
        HostEvent synced = Records.synced("h1", FIRST);
        HostStore pool = synced.getStores().get(0);
        HostStore other = HostStore.newBuilder(pool).setPool("backup").build();
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));
        machine.send(
                Topics.HOSTS,
                "h1",
                HostEvent.newBuilder(synced).setStores(List.of(pool, other)).build());
        machine.send(Topics.HOSTS, "h2", Records.syncedUnmarked("h2", SECOND));
        whenTheFirstVmHasMoved();
        assertThat(reclaims()).isEmpty();
        assertThat(blockers.get(FIRST)).containsExactly("MARKER_AMBIGUOUS h1");

        machine.send(Topics.HOSTS, "h1", synced);
        pass();

        assertThat(reclaims()).hasSize(1);
    }

    @Test
    void shouldSayWhichUnmarkedPoolsAreProbablyOneDirectory() {
        machine.send(Topics.HOSTS, "h1", listing(Records.syncedUnmarked("h1", FIRST), "same"));
        machine.send(Topics.HOSTS, "h2", listing(Records.syncedUnmarked("h2", SECOND), "same"));
        whenTheFirstVmHasMoved();

        assertThat(reclaims()).isEmpty();
        assertThat(details).anyMatch(detail -> detail.endsWith("Suspected to be the same directory: h2/default"));
    }

    @Test
    void shouldSuspectNoPoolThatListsOtherVolumes() {
        machine.send(Topics.HOSTS, "h1", listing(Records.syncedUnmarked("h1", FIRST), "same"));
        machine.send(Topics.HOSTS, "h2", listing(Records.syncedUnmarked("h2", SECOND), "same"));
        machine.send(Topics.HOSTS, "h2", listing(Records.syncedUnmarked("h2", SECOND), "other"));
        whenTheFirstVmHasMoved();

        assertThat(reclaims()).isEmpty();
        assertThat(details)
                .anyMatch(detail -> detail.contains("shows no marker"))
                .noneMatch(detail -> detail.contains("Suspected"));
    }

    private static HostEvent listing(HostEvent synced, String listing) {
        HostStore pool = HostStore.newBuilder(synced.getStores().get(0))
                .setListing(listing)
                .build();
        return HostEvent.newBuilder(synced).setStores(List.of(pool)).build();
    }

    private void whenTheFirstVmHasMoved() {
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        for (String store : List.of(FIRST, SECOND)) {
            machine.send(Topics.STORAGE_OUTCOMES, store, Records.observed(store));
            machine.send(Topics.STORAGE_OUTCOMES, store, newKernelIn(store));
        }
        machine.send(Topics.VM_INVENTORY, "vmA", Records.observed("vmA", "h1", Records.OLD));
        machine.send(Topics.VM_INVENTORY, "vmB", Records.observed("vmB", "h2", Records.OLD));
        phase(UpdatePhase.REQUIRED);
        phase(UpdatePhase.GRANTED);
        machine.send(Topics.VM_INVENTORY, "vmA", Records.observed("vmA", "h1", "vmlinuz-50"));
        phase(UpdatePhase.APPLIED);
        phase(UpdatePhase.VERIFIED);
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        pass();
    }

    private void phase(UpdatePhase phase) {
        UpdateEvent event = Records.update("u-vmA", "vmA", "h1", phase);
        machine.send(Topics.UPDATES, "vmA", event);
    }

    private void pass() {
        machine.pass(MachineDriver.TICK);
        machine.pass(MachineDriver.TICK);
    }

    private List<StorageCommand> reclaims() {
        commands.addAll(machine.commands());
        for (VolumeEvent event : machine.events()) {
            if (event.getVolume().getVolume().equals(Records.OLD)) {
                blockers.put(
                        event.getVolume().getStore(),
                        event.getBlockers().stream()
                                .map(blocker -> blocker.getCode() + " " + blocker.getSubject())
                                .toList());
                event.getBlockers().forEach(blocker -> details.add(blocker.getDetail()));
            }
        }
        return commands.stream()
                .filter(command -> command.getType() == StorageCommandType.RECLAIM)
                .toList();
    }

    private static StorageOutcome newKernelIn(String store) {
        return StorageOutcome.newBuilder(Records.observed(store))
                .setVolume(Records.volume(store, "vmlinuz-50"))
                .setVersion("6.1.0-50")
                .build();
    }
}
