package io.slackwater.executor.rest.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.World;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.policy.Policies;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.policy.Selector;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.executor.rest.answers.PolicyChoiceDocument.Other;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplainerTest {

    private static final Policy BUILT_IN = new Policy(
            PolicyVersion.BUILT_IN,
            Selector.EVERYTHING,
            Policies.policy("any", Selector.EVERYTHING).schedule(),
            Policies.CONDUCT,
            Policies.ROLLOUT);
    private static final Update UPDATE = World.update(World.kernel());

    private final World world = new World();

    private record WithPolicies(World world, List<Policy> inForce) implements Catalogue {

        @Override
        public Optional<HostInfo> host(String hostId) {
            return world.host(hostId);
        }

        @Override
        public Optional<VolumeInfo> volume(String store, String portion, String identity) {
            return world.volume(store, portion, identity);
        }

        @Override
        public ChangeInfo change(String changeId) {
            return world.change(changeId);
        }

        @Override
        public Collection<Policy> policies() {
            return inForce;
        }
    }

    @Test
    void shouldSayWhereTheVmIsAndWhatHoldsItsUpdateUp() {
        Blocker runs = new Blocker(BlockerCode.VM_RUNNING, World.VM, World.EARLIER, "It runs; shut it off");
        world.vm(vm -> vm.powered(World.HOST, World.running(World.EARLIER))
                .required(UPDATE)
                .with(UPDATE.withBlockers(List.of(runs))));

        VmDocument explained = explain();

        assertThat(explained.name()).isEqualTo("web");
        assertThat(explained.hosts()).singleElement().satisfies(host -> {
            assertThat(host.hostId()).isEqualTo(World.HOST);
            assertThat(host.mode()).isEqualTo(HostInfo.Mode.ACTIVE);
            assertThat(host.state())
                    .isEqualTo(new VmPlacementDocument.StateDocument("RUNNING", "BOOTED", World.EARLIER, false));
        });
        assertThat(explained.updates()).singleElement().satisfies(update -> {
            assertThat(update.phase()).isEqualTo(Phase.REQUIRED);
            assertThat(update.replacements())
                    .containsExactly(new ReplacementDocument("kernel", World.KERNEL, "1", "2"));
            assertThat(update.blockers())
                    .containsExactly(new BlockerDocument(
                            BlockerCode.VM_RUNNING,
                            World.VM,
                            World.EARLIER,
                            "It runs; shut it off",
                            "Shut it off, or wait until its owner does"));
        });
    }

    @Test
    void shouldSayWhatFailedOnTheVmButForWhatWasWithdrawn() {
        world.vm(vm -> vm.required(UPDATE).applyEvent(UpdatePhaseEvent.of(UPDATE.decided(World.NOW), Phase.FAILED)));
        assertThat(explain().failedChanges()).containsExactly(World.CHANGE);

        world.change(
                World.CHANGE,
                new ChangeInfo(true, "no", Severity.UNKNOWN, Optional.empty(), Map.of(), Optional.empty()));

        assertThat(explain().failedChanges()).isEmpty();
    }

    @Test
    void shouldSayWhichPolicyAppliesAndWhyEachOtherDoesNot() {
        world.vm(vm -> vm.observed(World.HOST, labelled("role", "web")).required(UPDATE));
        world.host(host -> host.labelled(Map.of("rack", "r1")));
        world.change(
                World.CHANGE, new ChangeInfo(false, "", Severity.LOW, Optional.empty(), Map.of(), Optional.empty()));

        VmDocument explained = explain(
                Policies.policy("webs", Policies.forVms("role", "web")),
                Policies.policy("rack", Policies.forHosts("rack", "r1")),
                Policies.policy("kernels", Policies.forPortions("debian-12/kernel")),
                Policies.policy("databases", Policies.forVms("role", "database")),
                Policies.policy("urgent", Policies.from(Severity.HIGH)));

        assertThat(explained.updates().get(0).policy())
                .isEqualTo(new PolicyChoiceDocument(
                        "webs",
                        1,
                        "It is the most specific of the policies that are for this VM and this change",
                        List.of(
                                new Other("rack", 1, "It asks for fewer labels of the VM"),
                                new Other("kernels", 1, "It asks for fewer labels of the VM"),
                                new Other("databases", 1, "The VM's label role is web, not database"),
                                new Other("urgent", 1, "The change's severity is LOW, below HIGH"))));
    }

    @Test
    void shouldNotGoByTheLabelsOfAVmThatTwoHostsHave() {
        world.vm(vm -> vm.observed(World.HOST, labelled("role", "web"))
                .observed("host-2", labelled("role", "web"))
                .required(UPDATE));

        VmDocument explained = explain(Policies.policy("webs", Policies.forVms("role", "web")));

        assertThat(explained.hosts()).extracting(VmPlacementDocument::hostId).containsExactly(World.HOST, "host-2");
        assertThat(explained.hosts().get(1).mode()).as("nothing was said of it").isNull();
        assertThat(explained.updates().get(0).policy().policy()).isEqualTo("built-in");
        assertThat(explained.updates().get(0).policy().why()).contains("settings of update-executor");
    }

    @Test
    void shouldSayWhatAnUpdateIsDoingThatNothingHoldsUp() {
        UpdateState.Waiting waiting = UpdateState.Waiting.FRESH;
        assertThat(Progress.of(waiting.asking(World.NOW)).doing()).contains("asking for a slot since " + World.NOW);
        assertThat(Progress.of(waiting.asking(World.NOW).offered(World.NOW)).doing())
                .contains("It has a slot");
        UpdateState.Granted granted = waiting.granted(World.NOW);
        assertThat(Progress.of(granted).phase()).isEqualTo(Phase.GRANTED);
        assertThat(Progress.of(granted).doing())
                .isEqualTo("Slackwater told the host at " + World.NOW + " to change the VM's definition (try 1)");
        UpdateState.RollingBack rollingBack = granted.failed("no boot", World.NOW);
        assertThat(Progress.of(rollingBack).doing()).contains("no boot");
        assertThat(Progress.of(rollingBack.restored(World.NOW)).phase()).isEqualTo(Phase.FAILED);
        assertThat(Progress.of(rollingBack.restored(World.NOW)).doing()).contains("until it is stopped");
    }

    private VmDocument explain(Policy... policies) {
        return new Explainer(BUILT_IN).explain(world.vm(), new WithPolicies(world, List.of(policies)));
    }

    private static VmDefinition labelled(String label, String value) {
        VmDefinition plain = World.definition(World.kernelUse(World.OLD_KERNEL, false));
        return new VmDefinition(
                plain.name(),
                plain.persistent(),
                plain.managedBy(),
                plain.managedSave(),
                plain.snapshots(),
                plain.checkpoints(),
                plain.uses(),
                plain.updateId(),
                plain.since(),
                plain.seenAt(),
                Map.of(label, value),
                plain.agentConfigured());
    }
}
