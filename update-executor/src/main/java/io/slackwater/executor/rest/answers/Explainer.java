package io.slackwater.executor.rest.answers;

import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.Surroundings;
import io.slackwater.executor.modifiable.WeakProof;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.selection.Candidate;
import io.slackwater.executor.policy.selection.Selection;
import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Definition;
import io.slackwater.executor.vm.Sighting;
import io.slackwater.executor.vm.Vm;
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

    /** Explains a VM by what its brain decides by. */
    public VmDocument explain(Vm vm, Surroundings surroundings) {
        List<HostDocument> hosts = vm.sightings().values().stream()
                .sorted(Comparator.comparing(Sighting::hostId))
                .map(sighting -> HostDocument.of(sighting, surroundings.host(sighting.hostId())))
                .toList();
        List<UpdateDocument> updates = vm.updates().stream()
                .map(update -> document(vm, surroundings, update))
                .toList();
        List<String> failed = vm.past().failedChanges().stream()
                .filter(change -> !surroundings.change(change).withdrawn())
                .sorted()
                .toList();
        return VmDocument.of(vm, hosts, failed, updates);
    }

    private UpdateDocument document(Vm vm, Surroundings surroundings, Update update) {
        Collection<Policy> policies = surroundings.policies();
        return UpdateDocument.of(
                update,
                Selection.explain(policies, builtIn, candidate(vm, surroundings, update)),
                staysUpOnly(vm, surroundings, policies, update));
    }

    /**
     * Whether an update is verified where its VM only stays up. Not where the VM is on no host, or on several.
     *
     * @param policies those of the surroundings
     */
    boolean staysUpOnly(Vm vm, Surroundings surroundings, Collection<Policy> policies, Update update) {
        Policy policy =
                Selection.find(policies, candidate(vm, surroundings, update)).orElse(builtIn);
        boolean hasKernelRelease =
                surroundings.change(update.key().changeId()).kernelRelease().isPresent();
        return only(vm, surroundings)
                .flatMap(Sighting::definition)
                .filter(definition -> WeakProof.isEnough(definition, policy, hasKernelRelease))
                .isPresent();
    }

    /** Returns the VM's one placement; empty where it is on no host, or on several. A retired host does not count. */
    private static Optional<Sighting> only(Vm vm, Surroundings surroundings) {
        List<Sighting> here = vm.here().stream()
                .filter(sighting -> surroundings
                        .host(sighting.hostId())
                        .filter(HostFact::retired)
                        .isEmpty())
                .toList();
        return here.size() == 1 ? Optional.of(here.get(0)) : Optional.empty();
    }

    /** As the brain seeks the policy: a VM that is on no host, or on several, has no labels. */
    private static Candidate candidate(Vm vm, Surroundings surroundings, Update update) {
        Optional<Sighting> only = only(vm, surroundings);
        String hostId = only.map(Sighting::hostId).orElse(update.hostId());
        return Candidate.of(
                only.flatMap(Sighting::definition).map(Definition::labels).orElse(Map.of()),
                surroundings.host(hostId).map(HostFact::labels).orElse(Map.of()),
                update.replacements().stream().map(Replacement::portion).toList(),
                surroundings.change(update.key().changeId()).severity());
    }
}
