package io.slackwater.reclaimer.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.model.UpdateMove.Direction;
import io.slackwater.domain.storage.model.UpdateMove.Status;
import io.slackwater.domain.storage.store.VolumeStatus;
import io.slackwater.domain.storage.volume.Sample;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeDecider;
import io.slackwater.domain.storage.volume.VolumeDecision;
import io.slackwater.domain.storage.volume.VolumeDecisionContext;
import io.slackwater.domain.storage.volume.VolumeInput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VolumeDocumentTest {

    private final VolumeDecider decider = new VolumeDecider(Sample.RULES);

    @Test
    void shouldSayHowManyUpdatesAreOutstandingByNowThoughOnlyTheFirstCountWasTold() {
        UpdateMove first = Sample.move("u1", Direction.AWAY, Status.OPEN);
        UpdateMove second = Sample.move("u2", Direction.AWAY, Status.OPEN);
        Volume told = changed(Sample.counted(Sample.counted(Sample.adopted(), first), second))
                .volume();

        VolumeDecision later =
                changed(told.with(told.updateCounts().moved(Optional.of(first), first.to(Status.COMPLETED))));

        assertThat(later.events()).isEmpty();
        assertThat(details(later.volume())).containsExactly("1 of 2 updates away from it are not completed");
    }

    @Test
    void shouldKeepSayingWhoseRollbackTargetAnOverlayIs() {
        Volume overlay = changed(Sample.overlay(false)).volume();

        assertThat(details(overlay)).containsExactly("It is the rollback target of update u1 of VM vm1");
    }

    @Test
    void shouldSayThatWhatOnlyARuleNamesIsLeftToAPerson() {
        VolumeDocument unused = shown(Sample.adopted(), Optional.of(Sample.NOW));
        assertThat(unused.state()).isEqualTo(VolumeDocument.State.NEEDED);
        assertThat(unused.heldBy()).singleElement().satisfies(holder -> {
            assertThat(holder.code()).isEqualTo(BlockerCode.NAMED_BY_RULE);
            assertThat(holder.since()).isEqualTo(Sample.NOW);
            assertThat(holder.remedy())
                    .contains("slackwater adopt h1/default/vmlinuz-49 --holds debian-12/kernel@6.1.0-49 --because");
        });
        Blocker hold = new Blocker(BlockerCode.HELD, "audit", Sample.NOW, "An audit");
        assertThat(shown(Sample.adopted(), Optional.of(Sample.NOW), hold).heldBy())
                .extracting(HolderDocument::code)
                .containsExactlyInAnyOrder(BlockerCode.HELD, BlockerCode.NAMED_BY_RULE);

        assertIsCurrent(shown(Sample.adopted(), Optional.empty()));
        assertIsCurrent(shown(Sample.staged(), Optional.of(Sample.NOW)));
    }

    @ParameterizedTest
    @EnumSource(
            value = BlockerCode.class,
            names = {"USED_BY_VM", "VM_UNKNOWN"})
    void shouldNotAskForAnAdoptionOfWhatMayBeInUse(BlockerCode code) {
        VolumeDocument used =
                shown(Sample.adopted(), Optional.of(Sample.NOW), new Blocker(code, "vm1", Sample.NOW, "Its disk vda"));

        assertThat(used.state()).isEqualTo(VolumeDocument.State.CURRENT);
        assertThat(used.heldBy()).extracting(HolderDocument::code).containsExactly(code);
    }

    @Test
    void shouldNotAskForAnAdoptionOfWhatAChangeMovesVmsTo() {
        Volume pinned = Sample.counted(Sample.adopted(), Sample.move("u1", Direction.TOWARD, Status.OPEN));

        assertIsCurrent(shown(pinned, Optional.of(Sample.NOW)));
    }

    private static VolumeDocument shown(Volume volume, Optional<Instant> replacedSince, Blocker... holders) {
        Map<Boolean, List<Blocker>> byHold =
                Stream.of(holders).collect(Collectors.partitioningBy(holder -> holder.code() == BlockerCode.HELD));
        VolumeStatus.Referrers referrers = new VolumeStatus.Referrers(0, byHold.getOrDefault(false, List.of()));
        return VolumeDocument.of(
                new VolumeStatus(volume, false, replacedSince, referrers, byHold.getOrDefault(true, List.of())));
    }

    private static void assertIsCurrent(VolumeDocument volume) {
        assertThat(volume.state()).isEqualTo(VolumeDocument.State.CURRENT);
        assertThat(volume.heldBy()).isEmpty();
    }

    private VolumeDecision changed(Volume volume) {
        return decider.decide(volume, new VolumeInput.Reconcile(), Sample.situation());
    }

    private static List<String> details(Volume volume) {
        VolumeDecisionContext context = Sample.situation();
        VolumeStatus standing = new VolumeStatus(
                volume,
                volume.isSuperseded(context.withdrawnChanges()),
                Optional.empty(),
                new VolumeStatus.Referrers(context.references().size(), context.references()),
                List.of());
        return VolumeDocument.of(standing).heldBy().stream()
                .map(HolderDocument::detail)
                .toList();
    }
}
