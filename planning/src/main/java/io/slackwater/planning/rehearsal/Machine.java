package io.slackwater.planning.rehearsal;

import io.slackwater.executor.brain.Decision;
import io.slackwater.executor.brain.Effect;
import io.slackwater.executor.brain.VmBrain;
import io.slackwater.executor.budget.Affiliation;
import io.slackwater.executor.budget.Ask;
import io.slackwater.executor.budget.Heard;
import io.slackwater.executor.budget.Lease;
import io.slackwater.executor.budget.Request;
import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.update.Admission;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.update.UpdateKey;
import io.slackwater.executor.vm.Power;
import io.slackwater.executor.vm.RunState;
import io.slackwater.executor.vm.Vm;
import io.slackwater.planning.play.Agenda;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One VM of an aftermath, its owner and its brain. */
final class Machine {

    private final OwnedVm owned;
    private final Surrounding surrounding;
    private final Agenda agenda;
    private Vm vm;
    private long starts;
    private Affiliation asked = Affiliation.NONE;
    private Optional<Instant> wakesAt = Optional.empty();

    Machine(OwnedVm owned, Vm vm, Surrounding surrounding) {
        this.owned = owned;
        this.surrounding = surrounding;
        this.agenda = surrounding.agenda();
        this.vm = vm;
    }

    /** Decides for the first time, and goes through the owner's life until an end. */
    void live(Instant end) {
        decide();
        awaitOwner(end);
    }

    private void awaitOwner(Instant end) {
        Instant next = owned.stretch().until();
        if (next.isBefore(end)) {
            agenda.at(next, () -> {
                owned.goOn();
                powered();
                awaitOwner(end);
            });
        }
    }

    private void powered() {
        boolean isOff = owned.stretch().isOff();
        starts += isOff ? 0 : 1;
        vm = vm.powered(
                owned.host(),
                new Power(
                        isOff ? RunState.SHUTOFF : RunState.RUNNING,
                        isOff ? "SHUTDOWN" : "BOOTED",
                        false,
                        1_000_000 + starts,
                        agenda.now(),
                        agenda.now()));
        decide();
    }

    void offered(Lease lease) {
        Affiliation affiliation = lease.request().affiliation();
        vm = vm.offered(
                lease.request().updateId(),
                lease.request().ask().at().orElseThrow(),
                lease.until(),
                Admission.of(affiliation.policy(), lease.wave(), affiliation.labels()));
        decide();
    }

    private void decide() {
        if (vm.updates().isEmpty()) {
            return;
        }
        Decision decision = VmBrain.decide(new Scene(vm, surrounding.known(), surrounding.timing(), agenda.now()));
        vm = decision.vm();
        decision.effects().forEach(this::effect);
        decision.wake().ifPresent(this::wakeAt);
    }

    private void wakeAt(Instant time) {
        if (wakesAt.filter(at -> !time.isBefore(at)).isEmpty()) {
            wakesAt = Optional.of(time);
            agenda.at(time, () -> {
                if (wakesAt.filter(time::equals).isPresent()) {
                    wakesAt = Optional.empty();
                    decide();
                }
            });
        }
    }

    private void effect(Effect effect) {
        if (effect instanceof Effect.Ask ask) {
            surrounding.diary().modifiable(owned.id(), agenda.now());
            asked = affiliation(ask.admission());
            surrounding
                    .counter()
                    .asked(request(ask.update(), new Ask(ask.attempt(), Optional.of(ask.at())), ask.hostId(), asked));
        } else if (effect instanceof Effect.Decline decline) {
            Ask declined = new Ask(decline.attempt(), Optional.of(decline.askedAt()));
            surrounding.counter().declined(request(decline.update(), declined, decline.hostId(), asked));
        } else if (effect instanceof Effect.Say say) {
            said(say.saying());
        } else if (effect instanceof Effect.Tell tell) {
            agenda.at(agenda.now().plus(surrounding.hands().takes(tell)), () -> answered(tell));
        }
    }

    private void said(Saying saying) {
        Affiliation affiliation = saying.admission().map(Machine::affiliation).orElse(Affiliation.NONE);
        int wave = saying.admission().map(Admission::wave).orElse(0);
        Set<BlockerCode> blockers =
                saying.blockers().stream().map(Blocker::code).collect(Collectors.toSet());
        Request update = request(saying.key(), Ask.logged(saying.attempt()), saying.hostId(), affiliation);
        surrounding.counter().heard(new Heard(update, saying.phase(), wave, blockers, saying.at()), asked);
        if (saying.phase() == Phase.GRANTED) {
            surrounding.diary().granted(owned.id(), new Happened.Granted(affiliation.policy(), wave, agenda.now()));
        } else if (saying.phase() == Phase.VERIFIED) {
            surrounding.diary().verified(owned.id(), agenda.now());
        }
    }

    private void answered(Effect.Tell tell) {
        boolean isOff = owned.stretch().isOff();
        boolean isApply = tell.type() == CommandType.APPLY;
        if (isApply && isOff) {
            Update update = tell.update();
            vm.here().stream()
                    .flatMap(sighting -> sighting.definition().stream())
                    .findFirst()
                    .ifPresent(definition ->
                            vm = vm.observed(owned.host(), Hands.applied(definition, update, agenda.now())));
        }
        vm = vm.answered(tell.update().id(), Hands.answer(tell, isApply == isOff), "");
        decide();
    }

    private static Request request(UpdateKey key, Ask ask, String hostId, Affiliation affiliation) {
        return new Request(key.updateId(), ask, key.vmId(), hostId, key.changeId(), affiliation);
    }

    private static Affiliation affiliation(Admission admission) {
        return new Affiliation(admission.policy(), admission.labels());
    }
}
