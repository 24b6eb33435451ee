package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.Modifiable;
import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.modifiable.Slots;
import io.slackwater.executor.modifiable.Slots.Match;
import io.slackwater.executor.update.Admission;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Setback;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An update that waits: it ends, is held up, asks for a slot, or goes. */
final class WaitingRule extends Rule {

    private static final Duration BUDGET_PATIENCE = Duration.ofSeconds(5);

    private final Stage.Waiting waiting;

    WaitingRule(Scene scene, Update update, Stage.Waiting waiting) {
        super(scene, update);
        this.waiting = waiting;
    }

    @Override
    Step advance() {
        if (scene.isThere(update)) {
            return wait(Modifiable.confirm(scene, update));
        }
        if (change().withdrawn()) {
            return ended(Saying.of(decided(), Phase.WITHDRAWN).because(change().reason()));
        }
        Optional<Update> successor = successor();
        if (successor.isPresent()) {
            return ended(Saying.of(decided(), Phase.SUPERSEDED)
                    .supersededBy(successor.get().key().changeId()));
        }
        if (isGone()) {
            return ended(Saying.of(decided(), Phase.NOT_NEEDED).because("No host has the VM any more"));
        }
        Optional<String> difference = difference();
        return difference.isPresent() ? doubt(difference.get()) : wait(Modifiable.evaluate(scene, update));
    }

    private Step wait(Modifiable modifiable) {
        if (!modifiable.isNow()) {
            return heldUp(modifiable);
        }
        Optional<Instant> pause = waiting.setback().map(Setback::notBefore).filter(now()::isBefore);
        if (pause.isPresent()) {
            return Step.stay(update, pause);
        }
        if (waiting.askedAt().isPresent() && (isOfAnotherPolicy() || hasOtherLabels())) {
            return new Step(Optional.of(update.at(waiting.heldUp())), declined(), Optional.of(now()));
        }
        if (waiting.leaseUntil().filter(now()::isBefore).isPresent()) {
            return grant(modifiable.window());
        }
        return waiting.askedAt().isPresent() && waiting.leaseUntil().isEmpty() ? awaitBudget() : ask();
    }

    private Step heldUp(Modifiable modifiable) {
        List<Blocker> blockers = modifiable.blockers();
        Optional<Instant> wake = wakeFrom(modifiable);
        List<Effect> effects = new ArrayList<>(declined());
        Update held = update.at(waiting.heldUp());
        if (!Blocker.sameReasons(blockers, update.shown()) || asksOtherwise()) {
            held = held.on(hostId())
                    .replacing(scene.resolved(update))
                    .showing(blockers)
                    .admitted(Optional.of(waitingBy()))
                    .decided(nextDecision());
            effects.add(new Effect.Say(Saying.of(held, Phase.REQUIRED).heldUpBy(blockers)));
        }
        return new Step(Optional.of(held), effects, wake);
    }

    private Optional<Instant> wakeFrom(Modifiable modifiable) {
        Optional<Instant> pause = waiting.setback().map(Setback::notBefore).filter(now()::isBefore);
        Optional<Instant> gone = scene.certainlyGoneAt();
        return Stream.of(modifiable.until(), pause, gone)
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    private Step ask() {
        return Step.to(
                update.at(waiting.asking(now())).admitted(Optional.of(waitingBy())),
                Optional.of(now().plus(BUDGET_PATIENCE)),
                new Effect.Ask(update.key(), waiting.attempt() + 1, now(), hostId(), admission()));
    }

    private Step awaitBudget() {
        Instant asked = waiting.askedAt().orElseThrow();
        List<Blocker> blockers = List.of(waiting.refusal().orElseGet(() -> unanswered(asked)));
        if (Blocker.sameReasons(blockers, update.shown())) {
            return Step.stay(update, Optional.empty());
        }
        Instant patience = asked.plus(BUDGET_PATIENCE);
        if (now().isBefore(patience)) {
            return Step.stay(update, patience);
        }
        Update held = update.on(hostId())
                .showing(blockers)
                .admitted(Optional.of(waitingBy()))
                .decided(nextDecision());
        return Step.to(
                held,
                Optional.empty(),
                new Effect.Say(Saying.of(held, Phase.REQUIRED).heldUpBy(blockers)));
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

    /** Whether it asked, or was given a slot, under another policy than the one that applies now. */
    private boolean isOfAnotherPolicy() {
        return update.admission()
                .filter(asked -> !asked.policy().equals(policy()))
                .isPresent();
    }

    /** Whether it was given a slot for other labels than the VM has now, by which it would count against the wrong budgets. */
    private boolean hasOtherLabels() {
        return waiting.leaseUntil().isPresent()
                && update.admission()
                        .filter(right -> !right.labels().equals(labels()))
                        .isPresent();
    }

    private Map<String, String> labels() {
        return scene.definition().map(Definition::labels).orElse(Map.of());
    }

    /** Whether the policy asks for something else than was said last. */
    private boolean asksOtherwise() {
        return update.admission()
                .filter(before -> !before.asksTheSame(waitingBy()))
                .isPresent();
    }

    private Admission byPolicy(Admission right) {
        return scene.terms()
                .map(terms ->
                        right.by(terms.policy().id().version(), terms.inForce().overdueSince()))
                .orElse(right);
    }

    /** Returns the name of the policy that applies; empty where none of the log does. */
    private String policy() {
        return scene.terms().map(terms -> terms.policy().id().name()).orElse("");
    }

    private Step grant(Optional<Instant> window) {
        Stage.Granted granted = waiting.granted(now());
        Admission right = byPolicy(update.admission().orElseGet(this::waitingBy))
                .in(window)
                .restarting(scene.restarts());
        Update going = moved(granted)
                .replacing(scene.resolved(update))
                .showing(List.of())
                .admitted(Optional.of(right));
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Say(Saying.of(going, Phase.GRANTED)));
        effects.addAll(tell(CommandType.APPLY, going, granted.issue()));
        return new Step(
                Optional.of(going), effects, Optional.of(granted.issue().again(patience(CommandType.APPLY, going))));
    }

    /** Returns the update that takes this one's place: a later one for the same slots. */
    private Optional<Update> successor() {
        List<Update> all = scene.vm().updates();
        int mine = all.stream().map(Update::id).toList().indexOf(update.id());
        return all.stream().skip(mine + 1L).filter(update::overlaps).reduce((earlier, later) -> later);
    }

    /** Returns what of the VM is not as the update expects it, or empty. */
    private Optional<String> difference() {
        Optional<Definition> definition = scene.definition();
        if (definition.isEmpty() || !scene.vm().unreadable().isEmpty()) {
            return Optional.empty();
        }
        List<Replacement> resolved = scene.resolved(update);
        return resolved.stream()
                .filter(replacement -> Slots.configured(definition.get(), replacement) != Match.OLD)
                .findFirst()
                .map(replacement -> "Slot " + replacement.slot() + " does not refer to "
                        + replacement.replaced().volume() + " any more");
    }

    private Step doubt(String difference) {
        Instant seen = scene.definition().orElseThrow().seenAt();
        Instant certain = (seen.isAfter(update.requiredAt()) ? seen : update.requiredAt())
                .plus(scene.timing().doubt());
        if (now().isBefore(certain)) {
            return new Step(Optional.of(update.at(waiting.heldUp())), declined(), Optional.of(certain));
        }
        return ended(Saying.of(decided(), Phase.NOT_NEEDED).because(difference));
    }

    private Step ended(Saying saying) {
        Optional<Instant> certain = nothingMoreComesFrom().filter(now()::isBefore);
        return certain.isPresent()
                ? new Step(Optional.of(update.at(waiting.heldUp())), declined(), certain)
                : end(saying, declined().toArray(Effect[]::new));
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
                .<Effect>map(asked -> new Effect.Decline(update.key(), waiting.attempt() + 1, asked, hostId()))
                .stream()
                .toList();
    }

    private Update decided() {
        return update.on(hostId()).decided(nextDecision());
    }
}
