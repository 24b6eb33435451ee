package io.slackwater.domain.update.decision;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.ModifiableResult;
import io.slackwater.domain.modifiable.SlotComparison;
import io.slackwater.domain.modifiable.SlotComparison.Match;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.ReleaseBackoff;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.vm.VmDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides about an update that waits for its turn: it ends, is held up, asks for a lease, or goes. */
final class WaitingDecider extends StateDecider {

    private static final Duration BUDGET_PATIENCE = Duration.ofSeconds(5);

    private final UpdateState.Waiting waiting;

    WaitingDecider(DecisionContext context, Update update, UpdateState.Waiting waiting) {
        super(context, update);
        this.waiting = waiting;
    }

    @Override
    UpdateDecision advance() {
        if (context.isAlreadyDefined(update)) {
            return wait(ModifiableResult.confirm(context, update));
        }
        if (change().withdrawn()) {
            return ended(UpdatePhaseEvent.of(decided(), Phase.WITHDRAWN).because(change().reason()));
        }
        Optional<Update> successor = successor();
        if (successor.isPresent()) {
            return ended(UpdatePhaseEvent.of(decided(), Phase.SUPERSEDED)
                    .supersededBy(successor.get().key().changeId()));
        }
        if (isGone()) {
            return ended(UpdatePhaseEvent.of(decided(), Phase.NOT_NEEDED).because("No host has the VM any more"));
        }
        Optional<String> difference = difference();
        return difference.isPresent() ? doubt(difference.get()) : wait(ModifiableResult.evaluate(context, update));
    }

    private UpdateDecision wait(ModifiableResult modifiableResult) {
        if (!modifiableResult.isNow()) {
            return heldUp(modifiableResult);
        }
        Optional<Instant> pause =
                waiting.backoff().map(ReleaseBackoff::notBefore).filter(now()::isBefore);
        if (pause.isPresent()) {
            return UpdateDecision.stay(update, pause);
        }
        if (waiting.askedAt().isPresent() && (isOfAnotherPolicy() || hasOtherLabels())) {
            return new UpdateDecision(Optional.of(update.at(waiting.heldUp())), declined(), Optional.of(now()));
        }
        if (waiting.leaseUntil().filter(now()::isBefore).isPresent()) {
            return grant(modifiableResult.window());
        }
        return waiting.askedAt().isPresent() && waiting.leaseUntil().isEmpty() ? awaitBudget() : ask();
    }

    private UpdateDecision heldUp(ModifiableResult modifiableResult) {
        List<Blocker> blockers = modifiableResult.blockers();
        Optional<Instant> wake = requeueFrom(modifiableResult);
        List<Effect> effects = new ArrayList<>(declined());
        Update held = update.at(waiting.heldUp());
        if (!Blocker.sameReasons(blockers, update.blockers()) || asksOtherwise()) {
            held = held.on(hostId())
                    .replacing(context.resolved(update))
                    .withBlockers(blockers)
                    .admitted(Optional.of(waitingBy()))
                    .decided(nextDecision());
            effects.add(new Effect.PublishEvent(
                    UpdatePhaseEvent.of(held, Phase.REQUIRED).heldUpBy(blockers)));
        }
        return new UpdateDecision(Optional.of(held), effects, wake);
    }

    private Optional<Instant> requeueFrom(ModifiableResult modifiableResult) {
        Optional<Instant> pause =
                waiting.backoff().map(ReleaseBackoff::notBefore).filter(now()::isBefore);
        Optional<Instant> gone = context.certainlyGoneAt();
        return Stream.of(modifiableResult.until(), pause, gone)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private UpdateDecision ask() {
        return UpdateDecision.to(
                update.at(waiting.asking(now())).admitted(Optional.of(waitingBy())),
                Optional.of(now().plus(BUDGET_PATIENCE)),
                new Effect.RequestLease(update.key(), waiting.attempt() + 1, now(), hostId(), admission()));
    }

    private UpdateDecision awaitBudget() {
        Instant asked = waiting.askedAt().orElseThrow();
        List<Blocker> blockers = List.of(waiting.refusal().orElseGet(() -> unanswered(asked)));
        if (Blocker.sameReasons(blockers, update.blockers())) {
            return UpdateDecision.stay(update, Optional.empty());
        }
        Instant patience = asked.plus(BUDGET_PATIENCE);
        if (now().isBefore(patience)) {
            return UpdateDecision.stay(update, patience);
        }
        Update held = update.on(hostId())
                .withBlockers(blockers)
                .admitted(Optional.of(waitingBy()))
                .decided(nextDecision());
        return UpdateDecision.to(
                held,
                Optional.empty(),
                new Effect.PublishEvent(
                        UpdatePhaseEvent.of(held, Phase.REQUIRED).heldUpBy(blockers)));
    }

    private static Blocker unanswered(Instant asked) {
        return new Blocker(
                BlockerCode.BUDGET_EXHAUSTED, "fleet", asked, "It may go as soon as an update under way has ended");
    }

    private Admission admission() {
        return byPolicy(Admission.of(policy(), 0, labels()));
    }

    private Admission waitingBy() {
        return byPolicy(Admission.of(policy(), 0, Map.of()));
    }

    /** Whether it asked for a lease, or was offered one, under another policy than the one that applies now. */
    private boolean isOfAnotherPolicy() {
        return update.admission()
                .filter(asked -> !asked.policy().equals(policy()))
                .isPresent();
    }

    /** Whether it was offered a lease for other labels than the VM has now, by which it would count against the wrong budgets. */
    private boolean hasOtherLabels() {
        return waiting.leaseUntil().isPresent()
                && update.admission()
                        .filter(right -> !right.labels().equals(labels()))
                        .isPresent();
    }

    private Map<String, String> labels() {
        return context.definition().map(VmDefinition::labels).orElse(Map.of());
    }

    /** Whether the policy asks for something else than was said last. */
    private boolean asksOtherwise() {
        return update.admission()
                .filter(before -> !before.asksTheSame(waitingBy()))
                .isPresent();
    }

    private Admission byPolicy(Admission right) {
        return context.policy()
                .map(effectivePolicy -> right.by(
                        effectivePolicy.policy().id().version(),
                        effectivePolicy.inForce().overdueSince()))
                .orElse(right);
    }

    /** Returns the name of the policy that applies; empty where none of the log does. */
    private String policy() {
        return context.policy()
                .map(effectivePolicy -> effectivePolicy.policy().id().name())
                .orElse("");
    }

    private UpdateDecision grant(Optional<Instant> window) {
        UpdateState.Granted granted = waiting.granted(now());
        Admission right = byPolicy(update.admission().orElseGet(this::waitingBy))
                .in(window)
                .restarting(context.restarts());
        Update going = moved(granted)
                .replacing(context.resolved(update))
                .withBlockers(List.of())
                .admitted(Optional.of(right));
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.PublishEvent(UpdatePhaseEvent.of(going, Phase.GRANTED)));
        effects.addAll(tell(CommandType.APPLY, going, granted.issue()));
        return new UpdateDecision(
                Optional.of(going),
                effects,
                Optional.of(granted.issue().reissueAt(patience(CommandType.APPLY, going))));
    }

    /** Returns the update that takes this one's place: a later one for the same slots. */
    private Optional<Update> successor() {
        List<Update> all = context.vm().updates();
        int mine = all.stream().map(Update::id).toList().indexOf(update.id());
        return all.stream().skip(mine + 1L).filter(update::overlaps).reduce((earlier, later) -> later);
    }

    /** Returns what of the VM is not as the update expects it, or empty. */
    private Optional<String> difference() {
        Optional<VmDefinition> definition = context.definition();
        if (definition.isEmpty() || !context.vm().unreadable().isEmpty()) {
            return Optional.empty();
        }
        List<Replacement> resolved = context.resolved(update);
        return resolved.stream()
                .filter(replacement -> SlotComparison.configured(definition.get(), replacement) != Match.OLD)
                .findFirst()
                .map(replacement -> "Slot " + replacement.slot() + " does not refer to "
                        + replacement.replaced().name() + " any more");
    }

    private UpdateDecision doubt(String difference) {
        Instant seen = context.definition().orElseThrow().seenAt();
        Instant certain = (seen.isAfter(update.requiredAt()) ? seen : update.requiredAt())
                .plus(context.timing().reorderingAllowance());
        if (now().isBefore(certain)) {
            return new UpdateDecision(Optional.of(update.at(waiting.heldUp())), declined(), Optional.of(certain));
        }
        return ended(UpdatePhaseEvent.of(decided(), Phase.NOT_NEEDED).because(difference));
    }

    private UpdateDecision ended(UpdatePhaseEvent event) {
        Optional<Instant> certain = nothingMoreComesFrom().filter(now()::isBefore);
        return certain.isPresent()
                ? new UpdateDecision(Optional.of(update.at(waiting.heldUp())), declined(), certain)
                : end(event, declined().toArray(Effect[]::new));
    }

    /** An attempt that came back may have been told twice: until its command's lifetime is over it may still have its effect. */
    private Optional<Instant> nothingMoreComesFrom() {
        return waiting.attempt() == 0
                ? Optional.empty()
                : Optional.of(update.decidedAt().plus(patience(CommandType.APPLY, update)));
    }

    private List<Effect> declined() {
        return waiting
                .askedAt()
                .<Effect>map(asked -> new Effect.ReturnLease(update.key(), waiting.attempt() + 1, asked, hostId()))
                .stream()
                .toList();
    }

    private Update decided() {
        return update.on(hostId()).decided(nextDecision());
    }
}
