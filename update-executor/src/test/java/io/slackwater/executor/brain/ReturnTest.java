package io.slackwater.executor.brain;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.executor.World;
import io.slackwater.executor.modifiable.Modifiable;
import io.slackwater.executor.policy.OnWithdrawal;
import io.slackwater.executor.policy.Policies;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Definition;
import io.slackwater.executor.vm.Power;
import io.slackwater.executor.vm.Vm;
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
        Power running = World.running(World.NOW);
        world.vm(vm -> vm.powered(World.HOST, running)).pass(Duration.ofHours(1));
        decide();

        assertThat(emitted).isEmpty();
    }

    @Test
    void shouldGoLikeAnyOtherWhereThePolicyHasItReturn() {
        world.policy(Policies.policy(OnWithdrawal.RETURN));
        decide();

        assertThat(emitted).hasExactlyElementsOfTypes(Effect.Ask.class);
    }

    @Test
    void shouldGoOnceThePolicySaysReturn() {
        world.policy(Policies.policy(OnWithdrawal.STAY));
        decide();
        emitted.clear();

        world.policy(Policies.policy(OnWithdrawal.RETURN));
        decide();

        assertThat(emitted).hasExactlyElementsOfTypes(Effect.Ask.class);
    }

    @Test
    void shouldGiveWayToANewerChangeThoughThePolicyHasItStay() {
        decide();
        world.vm(vm -> vm.required(World.update("update-2", "debian-12-cccccccccccccccc", World.kernel())));
        decide();

        assertThat(sayings())
                .filteredOn(saying -> saying.phase() == Phase.SUPERSEDED)
                .extracting(saying -> saying.key().updateId())
                .containsExactly(back.id());
    }

    @Test
    void shouldWaitUntilWhatWasAppliedAndGaveItsGrantBackIsJudged() {
        world.policy(Policies.policy(OnWithdrawal.RETURN));
        Update applied = World.update("update-0", WITHDRAWN, World.kernel());
        world.vm(vm -> vm.observed(World.HOST, onTheNewKernelBy("update-0")).required(applied));

        Modifiable modifiable = Modifiable.evaluate(world.scene().under(back), back);

        assertThat(modifiable.blockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.code()).isEqualTo(BlockerCode.AWAITING_START);
            assertThat(blocker.subject()).isEqualTo("update-0");
        });
    }

    @Test
    void shouldKnowFromTheLogAloneThatItReturns() {
        decide();
        Vm replayed = Vm.unknown(World.VM);
        for (Saying saying : sayings()) {
            replayed = replayed.recorded(saying);
        }

        assertThat(replayed.updates()).singleElement().satisfies(update -> assertThat(update.returnsFrom())
                .contains(WITHDRAWN));
    }

    private static Definition onTheNewKernelBy(String updateId) {
        return new Definition(
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
        Decision decision = VmBrain.decide(world.scene());
        world.vm(vm -> decision.vm());
        emitted.addAll(decision.effects());
    }

    private List<Saying> sayings() {
        return emitted.stream()
                .filter(Effect.Say.class::isInstance)
                .map(effect -> ((Effect.Say) effect).saying())
                .toList();
    }

    private Saying lastSaid() {
        return sayings().get(sayings().size() - 1);
    }
}
