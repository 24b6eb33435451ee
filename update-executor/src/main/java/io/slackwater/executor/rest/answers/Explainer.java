package io.slackwater.executor.rest.answers;

import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.StayUpVerification;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.selection.Candidate;
import io.slackwater.domain.policy.selection.PolicyResolver;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmPlacement;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells of a VM what is known, what its updates wait for, and which policy applies to each of them. */
@Singleton
public final class Explainer {

    private final Policy builtIn;

    Explainer(Policy builtIn) {
        this.builtIn = builtIn;
    }

    /** Explains a VM by what its decider decides by. */
    public VmDocument explain(Vm vm, Catalogue catalogue) {
        List<VmPlacementDocument> hosts = vm.placements().values().stream()
                .sorted(Comparator.comparing(VmPlacement::hostId))
                .map(placement -> VmPlacementDocument.of(placement, catalogue.host(placement.hostId())))
                .toList();
        List<UpdateDocument> updates = vm.updates().stream()
                .map(update -> document(vm, catalogue, update))
                .toList();
        List<String> failed = vm.history().failedChanges().stream()
                .filter(change -> !catalogue.change(change).withdrawn())
                .sorted()
                .toList();
        return VmDocument.of(vm, hosts, failed, updates);
    }

    private UpdateDocument document(Vm vm, Catalogue catalogue, Update update) {
        Collection<Policy> policies = catalogue.policies();
        return UpdateDocument.of(
                update,
                PolicyResolver.explain(policies, builtIn, candidate(vm, catalogue, update)),
                staysUpOnly(vm, catalogue, policies, update));
    }

    /**
     * Whether an update is verified where its VM only stays up. Not where the VM is on no host, or on several.
     *
     * @param policies those of the surroundings
     */
    boolean staysUpOnly(Vm vm, Catalogue catalogue, Collection<Policy> policies, Update update) {
        Policy policy =
                PolicyResolver.find(policies, candidate(vm, catalogue, update)).orElse(builtIn);
        boolean hasKernelRelease =
                catalogue.change(update.key().changeId()).kernelRelease().isPresent();
        return only(vm, catalogue)
                .flatMap(VmPlacement::definition)
                .filter(definition -> StayUpVerification.isEnough(definition, policy, hasKernelRelease))
                .isPresent();
    }

    /** Returns the VM's one placement; empty where it is on no host, or on several. A retired host does not count. */
    private static Optional<VmPlacement> only(Vm vm, Catalogue catalogue) {
        List<VmPlacement> here = vm.presentPlacements().stream()
                .filter(placement -> catalogue
                        .host(placement.hostId())
                        .filter(HostInfo::retired)
                        .isEmpty())
                .toList();
        return here.size() == 1 ? Optional.of(here.get(0)) : Optional.empty();
    }

    /** As the decider seeks the policy: a VM that is on no host, or on several, has no labels. */
    private static Candidate candidate(Vm vm, Catalogue catalogue, Update update) {
        Optional<VmPlacement> only = only(vm, catalogue);
        String hostId = only.map(VmPlacement::hostId).orElse(update.hostId());
        return Candidate.of(
                only.flatMap(VmPlacement::definition).map(VmDefinition::labels).orElse(Map.of()),
                catalogue.host(hostId).map(HostInfo::labels).orElse(Map.of()),
                update.replacements().stream().map(Replacement::portion).toList(),
                catalogue.change(update.key().changeId()).severity());
    }
}
