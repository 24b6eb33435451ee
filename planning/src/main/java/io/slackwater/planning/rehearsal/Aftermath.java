package io.slackwater.planning.rehearsal;

import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.rollout.RolloutFact;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.FleetVm;
import io.slackwater.planning.plan.Updates;
import io.slackwater.planning.play.Agenda;
import io.slackwater.planning.settings.Settings;
import java.time.Instant;
import java.util.HashMap;
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

    private final Fleet fleet;
    private final Agenda agenda;
    private final Counter counter;
    private final Surrounding surrounding;
    private final Map<String, Machine> machines = new HashMap<>();

    private Aftermath(Fleet fleet, Settings settings, long seed, Instant now) {
        this.fleet = fleet;
        this.agenda = new Agenda(now);
        this.counter = new Counter(
                agenda,
                settings.limits(),
                name -> fleet.policy(name).map(Policy::rollout),
                lease -> Optional.ofNullable(machines.get(lease.request().vmId()))
                        .ifPresent(machine -> machine.offered(lease)));
        this.surrounding = new Surrounding(
                fleet.surroundings(),
                settings.timing(),
                agenda,
                counter,
                new Hands(new SplittableRandom(seed)),
                new Diary());
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
        aftermath.counter.told(
                new RolloutFact.FanOutFinished(InventedFleet.CHANGE, 0, 1, aftermath.machines.size(), now));
        aftermath.machines.values().forEach(machine -> machine.live(end));
        aftermath.agenda.runUntil(end);
        return aftermath.surrounding.diary().closed(end);
    }

    private void require(OwnedVm owned, FleetVm vm, Instant now) {
        fleet.need(vm)
                .ifPresent(need -> machines.put(
                        vm.id(),
                        new Machine(owned, vm.vm().required(Updates.needed(vm.id(), need, now)), surrounding)));
    }
}
