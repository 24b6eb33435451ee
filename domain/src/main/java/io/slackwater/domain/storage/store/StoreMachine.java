package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.volume.StorageEvent;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeDecider;
import io.slackwater.domain.storage.volume.VolumeDecision;
import io.slackwater.domain.storage.volume.VolumeDecisionContext;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The state machine of all stores of one partition. Each input concerns one store; it changes what is known and then
 * decides about every volume of that store which it touches.
 */
public final class StoreMachine {

    /** Why a volume is not adopted that a report says to be named by a rule. */
    public static final String UNKNOWN_RULE =
            "No adoption rule of storage-reclaimer says so: set slackwater.inventory.adoption.* alike for vm-inventory and storage-reclaimer, then restart vm-inventory";

    /** So many references are named; that there are more changes nothing. */
    static final int REFERENCES_NAMED = 10;

    private final StoreRepository repository;
    private final VolumeDecider decider;
    private final UpdateCounter count;
    private final DeleteGuard deleteGuard;

    public StoreMachine(StoreRepository repository, VolumeDecider decider, DeleteGuard deleteGuard) {
        this.repository = repository;
        this.decider = decider;
        this.deleteGuard = deleteGuard;
        this.count = new UpdateCounter(repository);
    }

    /** Counts an update, whose change is known, and pins, stages or puts aside what it says. */
    public StoreEffects update(String store, VmUpdatePhase update, Instant now) {
        StoreEffects effects = new StoreEffects();
        for (UpdateCounter.Touched touched : count.count(store, update)) {
            repository
                    .volume(store, touched.volume())
                    .ifPresent(volume -> decide(volume, touched.input(), now, effects));
        }
        return effects;
    }

    /** Takes what a VM refers to in a store now, in place of what it referred to before. */
    public StoreEffects references(String store, String vmId, List<VolumeReference> references, Instant now) {
        List<VolumeReference> before = repository.referencesOf(store, vmId);
        if (before.equals(references)) {
            return new StoreEffects();
        }
        repository.putReferencesOf(store, vmId, references);
        if (facts(before).equals(facts(references))) {
            // Only the explanation changed.
            return new StoreEffects();
        }
        Set<String> left = names(before);
        if (isVanished(before) && !isVanished(references)) {
            // Where it vanished from it may have been on either side of an update; it is known not to come back there
            // now.
            left.addAll(repository.movedBy(store, vmId));
        }
        left.removeAll(names(references));
        count.movedOn(store, vmId, left);
        Set<String> touched = names(before);
        touched.addAll(names(references));
        touched.addAll(left);
        if (touched.remove(VolumeReference.ANY)) {
            repository.evaluateAll(store);
        }
        StoreEffects effects = new StoreEffects();
        for (String name : touched) {
            repository
                    .volume(store, name)
                    .ifPresent(volume -> decide(volume, new VolumeInput.Reconcile(), now, effects));
        }
        return effects;
    }

    /**
     * Takes that a person knows of a VM that it will not come back with what it used last in a store.
     *
     * @param vanishedAt when it vanished, as the person was shown it; what it was seen to use after that stands
     */
    public StoreEffects released(String store, String vmId, Instant vanishedAt, Instant now) {
        List<VolumeReference> kept = repository.referencesOf(store, vmId).stream()
                .filter(held -> held.vanishedAt()
                        .filter(when -> !when.isAfter(vanishedAt))
                        .isEmpty())
                .toList();
        return references(store, vmId, kept, now);
    }

    /** Takes what a worker or a watcher said. */
    public StoreEffects outcome(AddressedVolumeInput outcome, Instant now) {
        StoreEffects effects = new StoreEffects();
        VolumeRef ref = outcome.volume();
        boolean isNewcomer =
                outcome.input() instanceof VolumeInput.Observed || outcome.input() instanceof VolumeInput.Adopted;
        repository
                .volume(ref.store(), ref.name())
                .or(() -> isNewcomer ? Optional.of(Volume.unknown(ref)) : Optional.empty())
                .ifPresent(volume -> decide(volume, completed(outcome), now, effects));
        return effects;
    }

    /** Says that a volume is not adopted, and why; nothing else changes. */
    public StoreEffects notAdopted(VolumeRef ref, String reason, Instant now) {
        Volume volume = repository.volume(ref.store(), ref.name()).orElseGet(() -> Volume.unknown(ref));
        Blocker blocker = new Blocker(BlockerCode.NOT_OWNED, ref.name(), now, "It is not adopted. " + reason);
        StorageEvent refused =
                new StorageEvent(StorageEvent.Step.REFUSED, volume, List.of(blocker), 0, Optional.empty());
        StoreEffects effects = new StoreEffects();
        effects.add(new VolumeDecision(volume, List.of(refused), List.of()));
        return effects;
    }

    /** Says that a volume is not adopted that no rule names, unless it has an owner already; nothing else changes. */
    public StoreEffects notNamed(VolumeRef ref, Instant now) {
        boolean isOwned = repository
                .volume(ref.store(), ref.name())
                .filter(volume -> !(volume.state() instanceof VolumeState.Gone))
                .filter(volume -> volume.content().origin() != VolumeOrigin.NOBODY)
                .isPresent();
        return isOwned ? new StoreEffects() : notAdopted(ref, UNKNOWN_RULE, now);
    }

    /** Decides about a volume whose time has come, or whose surroundings changed. */
    public StoreEffects evaluateDue(String store, String name, Instant now) {
        StoreEffects effects = new StoreEffects();
        repository
                .volume(store, name)
                .ifPresent(volume -> decide(withReplacements(volume), new VolumeInput.Reconcile(), now, effects));
        return effects;
    }

    /** Adds what only the repository knows. */
    private VolumeInput completed(AddressedVolumeInput outcome) {
        VolumeRef ref = outcome.volume();
        if (outcome.input() instanceof VolumeInput.Deleted deleted) {
            return deleted.with(count.away(ref.store(), ref.name()));
        }
        return outcome.input() instanceof VolumeInput.Adopted adopted
                ? new VolumeInput.Adopted(adopted.content(), adopted.path(), replacing(adopted.content()))
                : outcome.input();
    }

    /** A change that came since may take the place of a version that no VM ever had. */
    private Volume withReplacements(Volume volume) {
        return volume.content().isReplaceableUnused()
                ? volume.with(volume.updateCounts().replacedBy(replacing(volume.content())))
                : volume;
    }

    private Set<String> replacing(Content content) {
        return repository.replacing(content);
    }

    private void decide(Volume volume, VolumeInput input, Instant now, StoreEffects effects) {
        VolumeDecision decision = decider.decide(volume, input, situation(volume, now));
        repository.put(decision.volume());
        effects.add(deleteGuard.recordAndNumber(volume, decision, now));
        if (decision.volume().overlay().isPresent() || volume.overlay().isPresent()) {
            holdBase(volume, decision.volume(), now, effects);
        }
    }

    /** An overlay holds its base as long as it is there; when it went, the base is decided about again. */
    private void holdBase(Volume before, Volume after, Instant now, StoreEffects effects) {
        boolean holds = after.overlay().isPresent() && !(after.state() instanceof VolumeState.Gone);
        String store = after.ref().store();
        String holder = "overlay " + after.ref().name();
        boolean held = !repository.referencesOf(store, holder).isEmpty();
        String base = (holds ? after : before)
                .overlay()
                .map(overlay -> overlay.base())
                .orElse("");
        if (base.isEmpty() || holds == held) {
            return;
        }
        Blocker blocker = Overlays.blocker(after, now);
        repository.putReferencesOf(store, holder, holds ? List.of(new VolumeReference(base, blocker)) : List.of());
        repository.volume(store, base).ifPresent(volume -> decide(volume, new VolumeInput.Reconcile(), now, effects));
    }

    private VolumeDecisionContext situation(Volume volume, Instant now) {
        String store = volume.ref().store();
        List<Blocker> references =
                new ArrayList<>(repository.references(store, volume.ref().name(), REFERENCES_NAMED));
        references.addAll(repository.references(store, VolumeReference.ANY, REFERENCES_NAMED));
        references.addAll(repository.holds(store, volume.ref().name()));
        return new VolumeDecisionContext(
                repository.hosts(store),
                references,
                changesAway(volume, change -> !repository.isFanOutFinished(change)),
                changesAway(volume, repository::isWithdrawn),
                dueLater(volume),
                deleteGuard.restrictionsOn(volume, now),
                now);
    }

    private int dueLater(Volume volume) {
        return volume.content().holds().isEmpty()
                ? 0
                : volume.state()
                        .dueSince()
                        .map(since -> repository.dueLater(volume, since))
                        .orElse(0);
    }

    private static Set<String> changesAway(Volume volume, Predicate<String> wanted) {
        return volume.updateCounts().away().keySet().stream().filter(wanted).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isVanished(List<VolumeReference> references) {
        return references.stream().anyMatch(held -> held.vanishedAt().isPresent());
    }

    private static Set<VolumeReference.Fact> facts(List<VolumeReference> references) {
        return references.stream().map(VolumeReference::fact).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> names(List<VolumeReference> references) {
        return references.stream().map(VolumeReference::volume).collect(Collectors.toCollection(TreeSet::new));
    }
}
