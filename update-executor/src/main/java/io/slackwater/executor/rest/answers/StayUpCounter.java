package io.slackwater.executor.rest.answers;

import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.StayUpVerification;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.selection.PolicyResolver;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmPlacement;
import io.slackwater.executor.query.VmView;
import io.slackwater.executor.query.VmView.Coverage;
import io.slackwater.executor.query.VmView.Known;
import io.slackwater.streams.view.StateNotLocalException;
import io.slackwater.topology.update.vm.DependencyKeys;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Counts the VMs that have only to stay up to be verified. */
@Singleton
public final class StayUpCounter {

    /** Reading a VM takes some ten microseconds: an answer takes seconds at most. */
    private static final int LOOKED_AT = 100_000;

    private final VmView view;
    private final Explainer explainer;

    StayUpCounter(VmView view, Explainer explainer) {
        this.view = view;
        this.explainer = explainer;
    }

    /** Counts among the VMs with open updates to a change; empty where this instance keeps no VMs. */
    public Optional<StayUpResponse> ofChange(String changeId) {
        IdentityHashMap<Catalogue, Collection<Policy>> policies = new IdentityHashMap<>();
        Function<Known, Optional<Boolean>> staysUpOnly = known -> known.vm().updates().stream()
                .filter(update -> update.key().changeId().equals(changeId))
                .findFirst()
                .map(update -> staysUpOnly(known, update, policies));
        return count(counts -> view.lookKnown(DependencyKeys.change(changeId), LOOKED_AT, known -> staysUpOnly
                .apply(known)
                .ifPresent(counts::add)));
    }

    /**
     * Counts among the VMs that a policy's labels choose, whatever change there will be and whichever other policies there are; empty where
     * this instance keeps no VMs.
     */
    public Optional<StayUpResponse> ofPolicy(Policy policy) {
        Function<Known, Optional<Boolean>> staysUpOnly = known -> only(known)
                .filter(seen -> isChosen(policy, seen, known.catalogue()))
                .flatMap(VmPlacement::definition)
                .map(definition -> StayUpVerification.isEnough(definition, policy, true));
        return count(counts ->
                view.lookAtAll(LOOKED_AT, known -> staysUpOnly.apply(known).ifPresent(counts::add)));
    }

    private boolean staysUpOnly(Known known, Update update, IdentityHashMap<Catalogue, Collection<Policy>> policies) {
        Collection<Policy> inForce = policies.computeIfAbsent(known.catalogue(), Catalogue::policies);
        return explainer.staysUpOnly(known.vm(), known.catalogue(), inForce, update);
    }

    private static boolean isChosen(Policy policy, VmPlacement seen, Catalogue catalogue) {
        Map<String, String> labels = seen.definition().map(VmDefinition::labels).orElse(Map.of());
        Map<String, String> ofHost =
                catalogue.host(seen.hostId()).map(HostInfo::labels).orElse(Map.of());
        return PolicyResolver.choosesByLabels(policy, labels, ofHost);
    }

    private static Optional<VmPlacement> only(Known known) {
        List<VmPlacement> here = known.vm().presentPlacements();
        return here.size() == 1 ? Optional.of(here.get(0)) : Optional.empty();
    }

    private static Optional<StayUpResponse> count(Function<Counts, Coverage> look) {
        Counts counts = new Counts();
        try {
            Coverage coverage = look.apply(counts);
            return Optional.of(new StayUpResponse(counts.all, counts.staysUpOnly, coverage.isWhole()));
        } catch (StateNotLocalException elsewhere) {
            return Optional.empty();
        }
    }

    /** What was counted so far. */
    private static final class Counts {

        private long all;
        private long staysUpOnly;

        void add(boolean isStaysUpOnly) {
            all++;
            staysUpOnly += isStaysUpOnly ? 1 : 0;
        }
    }
}
