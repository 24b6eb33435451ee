package io.slackwater.domain.update.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.World;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.ModifiableResult;
import io.slackwater.domain.policy.Policies;
import io.slackwater.domain.policy.rollout.OnWithdrawal;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the policy makes of an update that takes its VM back from a withdrawn change. */
class ReturnTest {

    private static final String WITHDRAWN = "debian-12-bbbbbbbbbbbbbbbb";

    private final Update back = World.update(World.kernel()).returning(Optional.of(WITHDRAWN));
    private final World world = new World().vm(vm -> vm.required(back));
    private final List<Effect> emitted = new ArrayList<>();

    @Test
    void shouldStayAndSayWhichPolicyHasItStay() {
        world.policy(Policies.policy(OnWithdrawal.STAY));
        decide();

        assertThat(lastSaid().blockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.code()).isEqualTo(BlockerCode.RETURN_NOT_ALLOWED);
            assertThat(blocker.subject()).isEqualTo("web");
            assertThat(blocker.detail()).contains(WITHDRAWN).contains("rollout.onWithdrawal");
        });
        assertThat(lastSaid().returnsFrom()).contains(WITHDRAWN);
    }

    @Test
    void shouldStayWhereNoPolicyApplies() {
        decide();

        assertThat(lastSaid().blockers()).extracting(Blocker::code).containsExactly(BlockerCode.RETURN_NOT_ALLOWED);
        assertThat(lastSaid().blockers()).extracting(Blocker::subject).containsExactly("built-in");
    }

    @Test
    void shouldSayNothingMoreOfAVmThatStaysWhateverBecomesOfIt() {
        decide();
        emitted.clear();
        PowerState running = World.running(World.NOW);
        world.vm(vm -> vm.powered(World.HOST, running)).pass(Duration.ofHours(1));
        decide();

        assertThat(emitted).isEmpty();
    }

    @Test
    void shouldGoLikeAnyOtherWhereThePolicyHasItReturn() {
        world.policy(Policies.policy(OnWithdrawal.RETURN));
        decide();

        assertThat(emitted).hasExactlyElementsOfTypes(Effect.RequestLease.class);
    }

    @Test
    void shouldGoOnceThePolicySaysReturn() {
        world.policy(Policies.policy(OnWithdrawal.STAY));
        decide();
        emitted.clear();

        world.policy(Policies.policy(OnWithdrawal.RETURN));
        decide();

        assertThat(emitted).hasExactlyElementsOfTypes(Effect.RequestLease.class);
    }

    @Test
    void shouldGiveWayToANewerChangeThoughThePolicyHasItStay() {
        decide();
        world.vm(vm -> vm.required(World.update("update-2", "debian-12-cccccccccccccccc", World.kernel())));
        decide();

        assertThat(sayings())
                .filteredOn(event -> event.phase() == Phase.SUPERSEDED)
                .extracting(event -> event.key().updateId())
                .containsExactly(back.id());
    }

    @Test
    void shouldWaitUntilWhatWasAppliedAndGaveItsGrantBackIsJudged() {
        world.policy(Policies.policy(OnWithdrawal.RETURN));
        Update applied = World.update("update-0", WITHDRAWN, World.kernel());
        world.vm(vm -> vm.observed(World.HOST, onTheNewKernelBy("update-0")).required(applied));

        ModifiableResult modifiableResult =
                ModifiableResult.evaluate(world.scene().under(back), back);

        assertThat(modifiableResult.blockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.code()).isEqualTo(BlockerCode.AWAITING_START);
            assertThat(blocker.subject()).isEqualTo("update-0");
        });
    }

    @Test
    void shouldKnowFromTheLogAloneThatItReturns() {
        decide();
        Vm replayed = Vm.unknown(World.VM);
        for (UpdatePhaseEvent event : sayings()) {
            replayed = replayed.recorded(event);
        }

        assertThat(replayed.updates()).singleElement().satisfies(update -> assertThat(update.returnsFrom())
                .contains(WITHDRAWN));
    }

    private static VmDefinition onTheNewKernelBy(String updateId) {
        return new VmDefinition(
                "web",
                true,
                Optional.empty(),
                false,
                0,
                0,
                List.of(World.kernelUse(World.NEW_KERNEL, false)),
                Optional.of(updateId),
                World.EARLIER,
                World.EARLIER,
                Map.of(),
                false);
    }

    private void decide() {
        VmDecision decision = VmDecider.decide(world.scene());
        world.vm(vm -> decision.vm());
        emitted.addAll(decision.effects());
    }

    private List<UpdatePhaseEvent> sayings() {
        return emitted.stream()
                .filter(Effect.PublishEvent.class::isInstance)
                .map(effect -> ((Effect.PublishEvent) effect).event())
                .toList();
    }

    private UpdatePhaseEvent lastSaid() {
        return sayings().get(sayings().size() - 1);
    }
}
