package io.slackwater.domain.update.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.World;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.vm.SlotUse;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A roll-back is known before its host's watcher shows the definition that it left. */
class RolledBackOverlayTest {

    private static final VolumeRef MADE = World.volume("web-vda-1a2b3c4d.qcow2");
    private static final String LATER_CHANGE = "debian-12-bbbbbbbbbbbbbbbb";
    private static final Replacement APPLIED =
            World.base().towards(World.NEW_BASE).onOverlay(MADE);
    private static final Replacement LATER = new Replacement(
            "vda",
            World.BASE,
            PortionKind.BASE_IMAGE,
            "2",
            World.NEW_BASE,
            Optional.of(MADE),
            "3",
            Optional.empty(),
            Optional.empty());

    private final World world = new World()
            .volume(World.BASE, new VolumeInfo(World.volume("base-3"), true, Set.of(LATER_CHANGE), World.EARLIER))
            .vm(vm -> vm.observed(
                    World.HOST,
                    World.definition(new SlotUse("vda", false, true, true, MADE, List.of(World.NEW_BASE)))));

    @BeforeEach
    void rollBackWhatALaterUpdateIsToReplace() {
        Update rolledBack = World.update(APPLIED);
        world.vm(vm -> vm.required(rolledBack))
                .vm(vm -> vm.required(World.update("update-2", LATER_CHANGE, LATER)))
                .vm(vm -> vm.applyEvent(UpdatePhaseEvent.of(rolledBack.decided(World.NOW), Phase.ROLLED_BACK)));
    }

    @Test
    void shouldNotMoveOnFromTheOverlayThatARollBackLeft() {
        VmDecision decision = VmDecider.decide(world.scene());

        assertThat(decision.effects())
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.PublishEvent.class,
                        publishEvent -> assertThat(publishEvent.event().phase()).isEqualTo(Phase.NOT_NEEDED));
    }

    @Test
    void shouldKnowTheOverlayThatTheVmIsBackOn() {
        Update fromOld = World.update("update-3", LATER_CHANGE, World.base());
        world.vm(vm -> vm.required(fromOld));

        VmDecision decision = VmDecider.decide(world.scene());

        assertThat(decision.effects())
                .filteredOn(Effect.RequestLease.class::isInstance)
                .singleElement()
                .satisfies(
                        ask -> assertThat(((Effect.RequestLease) ask).update().updateId())
                                .isEqualTo("update-3"));
    }
}
