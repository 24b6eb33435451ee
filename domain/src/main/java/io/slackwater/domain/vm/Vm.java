package io.slackwater.domain.vm;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.policy.window.WindowId;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * All that is known of one VM. Every method folds something that happened and decides nothing, so that folding the log again
 * gives the same.
 *
 * @param placements by host
 * @param goneSince since when no host has it; empty while one has, and before any had
 * @param unreadable since when a topic's last record of it could not be read
 * @param updates its open updates, oldest first
 * @param history what is remembered of its updates that ended
 */
public record Vm(
        String id,
        Map<String, VmPlacement> placements,
        Optional<Instant> goneSince,
        Map<VmTopic, Instant> unreadable,
        List<Update> updates,
        UpdateHistory history) {

    public Vm {
        placements = Map.copyOf(placements);
        unreadable = Map.copyOf(unreadable);
        updates = List.copyOf(updates);
    }

    /** A VM of which nothing is known. */
    public static Vm unknown(String id) {
        return new Vm(id, Map.of(), Optional.empty(), Map.of(), List.of(), UpdateHistory.NONE);
    }

    /** A host has it, as this definition says. */
    public Vm observed(String hostId, VmDefinition definition) {
        Vm readable = readable(VmTopic.INVENTORY);
        VmPlacement seen = readable.placementOn(hostId).with(definition);
        return new Vm(id, readable.with(hostId, seen), Optional.empty(), readable.unreadable, updates, history);
    }

    /** A host does not have it any more. */
    public Vm gone(String hostId, Instant at) {
        Map<String, VmPlacement> left = new HashMap<>(placements);
        left.remove(hostId);
        boolean nowhere = left.values().stream()
                .noneMatch(placement -> placement.definition().isPresent());
        Optional<Instant> since = nowhere ? Optional.of(goneSince.orElse(at)) : Optional.empty();
        return new Vm(id, left, since, readable(VmTopic.INVENTORY).unreadable, updates, history);
    }

    /** Its run state on a host is this. */
    public Vm powered(String hostId, PowerState power) {
        Vm readable = readable(VmTopic.STATE);
        VmPlacement seen = readable.placementOn(hostId).with(power);
        return new Vm(id, readable.with(hostId, seen), goneSince, readable.unreadable, updates, history);
    }

    /** Something was said of it that nobody can read. */
    public Vm unreadable(VmTopic source, Instant at) {
        Map<VmTopic, Instant> more = new EnumMap<>(VmTopic.class);
        more.putAll(unreadable);
        more.putIfAbsent(source, at);
        return new Vm(id, placements, goneSince, more, updates, history);
    }

    /** An update was opened; one that is known already, or ended, stays what it is. */
    public Vm required(Update opened) {
        Vm readable = readable(VmTopic.UPDATES);
        if (readable.update(opened.id()).isPresent() || history.ended(opened.id())) {
            return readable;
        }
        List<Update> more = new ArrayList<>(updates);
        more.add(opened);
        return new Vm(id, placements, goneSince, readable.unreadable, more, history);
    }

    /**
     * A decision of this service comes back from the log. What this state has seen already changes nothing; in a replay it is
     * where the state comes from.
     */
    public Vm recorded(UpdatePhaseEvent said) {
        Optional<Update> known = update(said.key().updateId());
        if (history.ended(said.key().updateId())
                || known.filter(update -> !said.at().isAfter(update.decidedAt()))
                        .isPresent()) {
            return this;
        }
        Vm opened = known.isPresent()
                ? this
                : required(Update.required(said.key(), said.hostId(), said.replacements(), said.at(), said.trace())
                        .returning(said.returnsFrom()));
        return opened.applyEvent(said);
    }

    /** Moves an update to where a decision puts it. */
    public Vm applyEvent(UpdatePhaseEvent said) {
        UpdateHistory remembered = remembered(said);
        Optional<UpdateState> next = said.updateState();
        if (next.isEmpty()) {
            Vm ended = without(
                    said.key().updateId(), remembered.withEnded(said.key().updateId()));
            return said.phase() == Phase.ROLLED_BACK ? ended.rolledBack(said) : ended;
        }
        Vm moved = with(said.key().updateId(), update -> {
            // What is said again of the same phase tells what holds it up by now.
            boolean moves = said.phase() != Phase.REQUIRED && !next.get().isWhere(update.state());
            return update.withEvent(said, moves ? next.get() : update.state());
        });
        return new Vm(id, placements, goneSince, unreadable, moved.updates, remembered);
    }

    /** A definition that is known by now may have been published before the roll-back. */
    private Vm rolledBack(UpdatePhaseEvent said) {
        Map<String, VmPlacement> known = new HashMap<>(placements);
        known.computeIfPresent(said.hostId(), (host, seen) -> seen.rolledBack(said.replacements()));
        return new Vm(id, known, goneSince, unreadable, updates, history);
    }

    /** A grant uses its window; one that comes back unused gives it back, unless the VM was touched in it. */
    private UpdateHistory remembered(UpdatePhaseEvent said) {
        UpdateHistory windows = history;
        if (said.phase() == Phase.RELEASED) {
            Optional<WindowId> before =
                    update(said.key().updateId()).flatMap(Update::admission).flatMap(Admission::windowId);
            windows = before.isPresent() ? windows.withoutUsed(before.get()) : windows;
        }
        if (said.phase() == Phase.GRANTED || said.phase() == Phase.RELEASED) {
            Optional<WindowId> used = said.admission().flatMap(Admission::windowId);
            windows = used.isPresent() ? windows.withUsed(used.get()) : windows;
        }
        if (said.phase() == Phase.VERIFIED) {
            return windows.withVerified(
                    new UpdateHistory.Verified(said.key().changeId(), said.verifiedBy(), said.at()));
        }
        return said.phase() == Phase.FAILED ? windows.withFailed(said.key().changeId(), said.at()) : windows;
    }

    /** A worker answered a command. */
    public Vm answered(String updateId, CommandOutcome commandOutcome, String trace) {
        return with(updateId, update -> update.withOutcome(commandOutcome, trace));
    }

    /** The budget offers a lease until then to an update, which asked for it at that time. What it asked for before means nothing. */
    public Vm offered(String updateId, Instant askedAt, Instant until, Admission admission) {
        return asking(updateId, askedAt, (update, waiting) -> update.at(waiting.offered(until))
                .admitted(Optional.of(admission)));
    }

    /** The budget has no lease for an update. */
    public Vm refused(String updateId, Instant askedAt, Blocker blocker) {
        return asking(updateId, askedAt, (update, waiting) -> update.at(waiting.refused(blocker)));
    }

    /** The state topic says what is known of its updates, whose events the log may not have any more. */
    public Vm restored(VmUpdates kept) {
        UpdateHistory restored = history.restored(kept.history());
        return new Vm(id, placements, goneSince, withoutUnreadRow().unreadable, kept.with(updates, restored), restored);
    }

    /** The state topic has nothing of its updates any more: what ended is forgotten. */
    public Vm forgotten() {
        return new Vm(id, placements, goneSince, withoutUnreadRow().unreadable, updates, history.forgotten());
    }

    /** Somebody removed the row of it that nobody could read. */
    public Vm withoutUnreadRow() {
        return readable(VmTopic.UPDATE_STATE);
    }

    /** A person wanted a change tried again that had failed on it. */
    public Vm retried(String changeId, Instant at) {
        return new Vm(id, placements, goneSince, unreadable, updates, history.withRetried(changeId, at));
    }

    /** Forgets what means nothing any more once all of the log is read. */
    public Vm settled() {
        return new Vm(id, placements, goneSince, unreadable, updates, history.settled());
    }

    /** Replaces an update by what a decision made of it. */
    public Vm with(Update decided) {
        return with(decided.id(), ignored -> decided);
    }

    /** Returns an open update, or empty where there is none of that id. */
    public Optional<Update> update(String updateId) {
        return updates.stream().filter(update -> update.id().equals(updateId)).findFirst();
    }

    /** Whether no host has it and no update of it is open: nothing is to be decided about it. */
    public boolean isIdle() {
        return updates.isEmpty() && presentPlacements().isEmpty();
    }

    /** Returns the placements on hosts that have it, in no order. */
    public List<VmPlacement> presentPlacements() {
        return placements.values().stream()
                .filter(placement -> placement.definition().isPresent())
                .toList();
    }

    private Vm asking(String updateId, Instant askedAt, BiFunction<Update, UpdateState.Waiting, Update> change) {
        return with(
                updateId,
                update -> update.state() instanceof UpdateState.Waiting waiting
                                && waiting.askedAt().filter(askedAt::equals).isPresent()
                        ? change.apply(update, waiting)
                        : update);
    }

    private VmPlacement placementOn(String hostId) {
        return Optional.ofNullable(placements.get(hostId)).orElse(VmPlacement.none(hostId));
    }

    private Map<String, VmPlacement> with(String hostId, VmPlacement seen) {
        Map<String, VmPlacement> more = new HashMap<>(placements);
        more.put(hostId, seen);
        return more;
    }

    private Vm with(String updateId, UnaryOperator<Update> change) {
        List<Update> changed = updates.stream()
                .map(update -> update.id().equals(updateId) ? change.apply(update) : update)
                .toList();
        return new Vm(id, placements, goneSince, unreadable, changed, history);
    }

    private Vm without(String updateId, UpdateHistory remembered) {
        List<Update> left =
                updates.stream().filter(update -> !update.id().equals(updateId)).toList();
        return new Vm(id, placements, goneSince, unreadable, left, remembered);
    }

    private Vm readable(VmTopic source) {
        if (!unreadable.containsKey(source)) {
            return this;
        }
        Map<VmTopic, Instant> left = new HashMap<>(unreadable);
        left.remove(source);
        return new Vm(id, placements, goneSince, left, updates, history);
    }
}
