package io.slackwater.domain.storage.store;

import static io.slackwater.domain.storage.volume.Sample.NOW;
import static io.slackwater.domain.storage.volume.Sample.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.volume.ReclaimRules.DeleteRateLimit;
import io.slackwater.domain.storage.volume.Sample;
import io.slackwater.domain.storage.volume.UpdateCounts;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeDecider;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates of two VMs away from one kernel to another, each of whose events may come twice. */
class CountedUpdatesTest {

    private static final VolumeRef OLD = ref("vmlinuz-49");
    private static final VolumeRef NEW = ref(Sample.NEW.volumeName());

    private final InMemoryStoreRepository book = new InMemoryStoreRepository();
    private final StoreMachine machine = new StoreMachine(
            book, new VolumeDecider(Sample.NO_GRACE), new DeleteGuard(book, DeleteRateLimit.UNBOUNDED, "log"));

    @BeforeEach
    void prepare() {
        book.artifacts.put("c1", Sample.NEW);
        machine.outcome(
                new AddressedVolumeInput(
                        OLD,
                        new VolumeInput.Observed(
                                Content.named(Sample.OLD, VolumeFormat.RAW, 900).withConsent(true), OLD.path(), NOW)),
                NOW);
        update("vm1", Phase.REQUIRED);
        update("vm2", Phase.REQUIRED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"VERIFIED", "SUPERSEDED", "WITHDRAWN", "NOT_NEEDED"})
    void shouldCountACompletionOnceHoweverOftenItComes(Phase completed) {
        update("vm1", completed);

        StoreEffects again = update("vm1", completed);

        assertThat(reclaims(again)).isEmpty();
        assertThat(blockersOf(OLD)).contains(BlockerCode.UPDATES_OUTSTANDING);
        assertThat(volume(OLD).updateCounts().away().get("c1"))
                .extracting(UpdateCounts.Count::total, UpdateCounts.Count::outstanding)
                .containsExactly(2, 1);
        assertThat(volume(NEW).updateCounts().toward().get("c1"))
                .extracting(UpdateCounts.Count::total, UpdateCounts.Count::outstanding)
                .containsExactly(2, 1);
    }

    @Test
    void shouldNotCountWhatComesLateOfAnUpdateThatEnded() {
        update("vm1", Phase.VERIFIED);

        update("vm1", Phase.APPLIED);

        assertThat(volume(OLD).updateCounts().away().get("c1"))
                .extracting(UpdateCounts.Count::total, UpdateCounts.Count::outstanding)
                .containsExactly(2, 1);
    }

    @Test
    void shouldFreeTheOldVolumeWhenEachUpdateWasCompletedOnce() {
        update("vm1", Phase.VERIFIED);

        StoreEffects last = update("vm2", Phase.VERIFIED);

        assertThat(reclaims(last)).containsExactly(OLD.name());
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"REQUIRED", "GRANTED", "APPLIED", "FAILED", "RELEASED"})
    void shouldPinTheNewVolumeUntilTheUpdateEnded(Phase phase) {
        update("vm1", Phase.NOT_NEEDED);

        update("vm2", phase);

        assertThat(volume(NEW).updateCounts().pins().changes()).containsExactly("c1");
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"GRANTED", "APPLIED", "FAILED"})
    void shouldKeepTheOldVolumeAsRollbackTargetUntilTheUpdateEnded(Phase phase) {
        update("vm1", Phase.NOT_NEEDED);

        StoreEffects effects = update("vm2", phase);

        assertThat(reclaims(effects)).isEmpty();
        assertThat(blockersOf(OLD)).contains(BlockerCode.UPDATES_OUTSTANDING);
    }

    @Test
    void shouldEndThePinWithTheLastUpdate() {
        update("vm1", Phase.VERIFIED);
        update("vm2", Phase.ROLLED_BACK);

        assertThat(volume(NEW).updateCounts().pins().isEmpty()).isTrue();
    }

    private StoreEffects update(String vmId, Phase phase) {
        Replacement move = new Replacement(
                "kernel",
                "debian-12/kernel",
                PortionKind.KERNEL,
                "1",
                OLD,
                Optional.empty(),
                "2",
                Optional.of(NEW),
                Optional.empty());
        return machine.update(STORE, new VmUpdatePhase("u-of-" + vmId, "c1", vmId, phase, List.of(move)), NOW);
    }

    private Volume volume(VolumeRef ref) {
        return book.volume(STORE, ref.name()).orElseThrow();
    }

    private List<BlockerCode> blockersOf(VolumeRef ref) {
        return volume(ref).lastPublished().blockers().stream()
                .map(Blocker::code)
                .toList();
    }

    private static List<String> reclaims(StoreEffects effects) {
        return effects.commands().stream()
                .filter(command -> command.type() == VolumeCommand.Type.RECLAIM)
                .map(command -> command.volume().name())
                .toList();
    }

    private static VolumeRef ref(String name) {
        return new VolumeRef(STORE, name, "/pool/" + name);
    }
}
