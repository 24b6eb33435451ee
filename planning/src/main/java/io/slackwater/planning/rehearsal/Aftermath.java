package io.slackwater.planning.rehearsal;

import io.slackwater.executor.brain.Decision;
import io.slackwater.executor.brain.Effect;
import io.slackwater.executor.brain.VmBrain;
import io.slackwater.executor.budget.Affiliation;
import io.slackwater.executor.budget.Allocator;
import io.slackwater.executor.budget.Heard;
import io.slackwater.executor.budget.Lease;
import io.slackwater.executor.budget.Ledger;
import io.slackwater.executor.budget.Request;
import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.RolloutRules;
import io.slackwater.executor.rollout.RolloutFact;
import io.slackwater.executor.rollout.Rollouts;
import io.slackwater.executor.update.Admission;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.update.UpdateKey;
import io.slackwater.executor.vm.Power;
import io.slackwater.executor.vm.RunState;
import io.slackwater.executor.vm.Vm;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.FleetVm;
import io.slackwater.planning.plan.Updates;
import io.slackwater.planning.play.Agenda;
import io.slackwater.planning.play.Desk;
import io.slackwater.planning.play.RememberedMembers;
import io.slackwater.planning.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets happen what happens after a plan. The owners go on living; each VM's brain and the allocator are the executor's own decisions.
 * It knows nothing of the plan.
 */
final class Aftermath {

    private static final Duration MESSAGE = Duration.ofMillis(200);
    private static final Duration SETTLES = Duration.ofSeconds(1);

    private final Fleet fleet;
    private final Settings settings;
    private final Agenda agenda;
    private final Allocator allocator;
    private final Desk desk;
    private final Hands hands;
    private final Map<String, Machine> machines = new HashMap<>();
    private final Map<String, Instant> modifiableAt = new HashMap<>();
    private final Map<String, Happened.Granted> granted = new HashMap<>();
    private final Map<String, Instant> verifiedAt = new HashMap<>();
    private Optional<Instant> servesAt = Optional.empty();

    private Aftermath(Fleet fleet, Settings settings, long seed, Instant now) {
        this.fleet = fleet;
        this.settings = settings;
        this.agenda = new Agenda(now);
        this.hands = new Hands(new SplittableRandom(seed));
        Function<String, Optional<RolloutRules>> rules =
                name -> fleet.policy(name).map(Policy::rollout);
        this.allocator = new Allocator(
                new Ledger(settings.limits(), rules, List.of()),
                new Rollouts(List.of(), new RememberedMembers(), Optional.empty()),
                rules,
                new Allocator.LeaseTimes(Duration.ofSeconds(60), Duration.ofMinutes(30)));
        this.desk = new Desk(allocator);
    }

    /**
     * Lets it happen.
     *
     * @param fleet as it is at the end of the history, with the new volumes staged
     */
    static Happened of(InventedFleet invented, Fleet fleet, Settings settings, long seed, Instant now, Instant end) {
        Aftermath aftermath = new Aftermath(fleet, settings, seed, now);
        Map<String, FleetVm> known = fleet.vms().stream().collect(Collectors.toMap(FleetVm::id, Function.identity()));
        invented.vms().forEach(vm -> aftermath.require(vm, known.get(vm.id()), now));
        aftermath.allocator.told(
                new RolloutFact.FanOutFinished(InventedFleet.CHANGE, 0, 1, aftermath.machines.size(), now));
        aftermath.machines.values().forEach(machine -> machine.live(end));
        aftermath.agenda.runUntil(end);
        return new Happened(aftermath.modifiableAt, aftermath.granted, aftermath.verifiedAt, end);
    }

    private void require(OwnedVm owned, FleetVm vm, Instant now) {
        fleet.need(vm)
                .ifPresent(need -> machines.put(
                        vm.id(), new Machine(owned, vm.vm().required(Updates.needed(vm.id(), need, now)))));
    }

    private void serveSoon() {
        serveAt(agenda.now().plus(SETTLES));
    }

    private void serveAt(Instant time) {
        if (servesAt.filter(at -> !time.isBefore(at)).isEmpty()) {
            servesAt = Optional.of(time);
            agenda.at(time, this::serve);
        }
    }

    private void serve() {
        if (servesAt.filter(agenda.now()::isBefore).isPresent()) {
            return;
        }
        servesAt = Optional.empty();
        allocator.expire(agenda.now()).forEach(desk::moved);
        desk.serve(agenda.now(), this::offered).ifPresent(this::serveAt);
    }

    private void offered(Lease lease) {
        Machine machine = machines.get(lease.request().vmId());
        agenda.at(agenda.now().plus(MESSAGE), () -> machine.offered(lease));
        agenda.at(lease.until(), this::serveSoon);
    }

    private static Request request(UpdateKey key, int attempt, String hostId, Affiliation affiliation) {
        return new Request(key.updateId(), attempt, key.vmId(), hostId, key.changeId(), affiliation);
    }

    private static Affiliation affiliation(Admission admission) {
        return new Affiliation(admission.policy(), admission.labels());
    }

    /** One VM, its owner and its brain. */
    private final class Machine {

        private final OwnedVm owned;
        private Vm vm;
        private long starts;
        private Affiliation asked = Affiliation.NONE;
        private Optional<Instant> wakesAt = Optional.empty();

        Machine(OwnedVm owned, Vm vm) {
            this.owned = owned;
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
                    lease.request().attempt(),
                    lease.until(),
                    Admission.of(affiliation.policy(), lease.wave(), affiliation.labels()));
            decide();
        }

        private void decide() {
            if (vm.updates().isEmpty()) {
                return;
            }
            Decision decision = VmBrain.decide(new Scene(vm, fleet.surroundings(), settings.timing(), agenda.now()));
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
                modifiableAt.putIfAbsent(owned.id(), agenda.now());
                Request request = request(ask.update(), ask.attempt(), ask.hostId(), affiliation(ask.admission()));
                if (allocator.asked(request, agenda.now()) == Allocator.Intake.QUEUE) {
                    desk.add(request);
                }
            } else if (effect instanceof Effect.Decline decline) {
                Request request = request(decline.update(), decline.attempt(), decline.hostId(), asked);
                desk.remove(request);
                allocator.declined(request, agenda.now());
                desk.moved(request);
            } else if (effect instanceof Effect.Say say) {
                said(say.saying());
            } else if (effect instanceof Effect.Tell tell) {
                agenda.at(agenda.now().plus(hands.takes(tell)), () -> answered(tell));
            }
            serveSoon();
        }

        private void said(Saying saying) {
            Affiliation affiliation =
                    saying.admission().map(Aftermath::affiliation).orElse(Affiliation.NONE);
            Request update = request(saying.key(), saying.attempt(), saying.hostId(), affiliation);
            allocator.heard(
                    new Heard(
                            update,
                            saying.phase(),
                            saying.admission().map(Admission::wave).orElse(0),
                            saying.blockers().stream().map(Blocker::code).collect(Collectors.toSet()),
                            saying.at()),
                    agenda.now());
            allocator.consequences(saying.key().changeId(), agenda.now());
            if (saying.phase() != Phase.REQUIRED) {
                desk.moved(update.of(asked));
            }
            if (saying.phase() == Phase.GRANTED) {
                int wave = saying.admission().map(Admission::wave).orElse(0);
                granted.put(owned.id(), new Happened.Granted(affiliation.policy(), wave, agenda.now()));
            }
            if (saying.phase() == Phase.VERIFIED) {
                verifiedAt.put(owned.id(), agenda.now());
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
    }
}
