package io.slackwater.planning.rehearsal;

import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.FleetVm;
import io.slackwater.planning.forecast.EventQueue;
import io.slackwater.planning.plan.Updates;
import io.slackwater.planning.settings.Settings;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Lets happen what happens after a plan. The owners go on living; each VM's decider and the allocator are the executor's own decisions.
 * It knows nothing of the plan.
 */
final class RehearsalRun {

    private final Fleet fleet;
    private final EventQueue eventQueue;
    private final RehearsalAllocator rehearsalAllocator;
    private final RehearsalContext rehearsalContext;
    private final Map<String, RehearsalVm> machines = new HashMap<>();

    private RehearsalRun(Fleet fleet, Settings settings, long seed, Instant now) {
        this.fleet = fleet;
        this.eventQueue = new EventQueue(now);
        this.rehearsalAllocator = new RehearsalAllocator(
                eventQueue,
                settings.limits(),
                name -> fleet.policy(name).map(Policy::rollout),
                lease -> Optional.ofNullable(machines.get(lease.request().vmId()))
                        .ifPresent(rehearsalVm -> rehearsalVm.offered(lease)));
        this.rehearsalContext = new RehearsalContext(
                fleet.catalogue(),
                settings.timing(),
                eventQueue,
                rehearsalAllocator,
                new SimulatedWorker(new SplittableRandom(seed)),
                new RehearsalRecorder());
    }

    /**
     * Lets it happen.
     *
     * @param fleet as it is at the end of the history, with the new volumes staged
     */
    static ActualResult of(
            SyntheticFleet invented, Fleet fleet, Settings settings, long seed, Instant now, Instant end) {
        RehearsalRun rehearsalRun = new RehearsalRun(fleet, settings, seed, now);
        Map<String, FleetVm> known = fleet.vms().stream().collect(Collectors.toMap(FleetVm::id, Function.identity()));
        invented.vms().forEach(vm -> rehearsalRun.require(vm, known.get(vm.id()), now));
        rehearsalRun.rehearsalAllocator.told(
                new RolloutFact.FanOutFinished(SyntheticFleet.CHANGE, 0, 1, rehearsalRun.machines.size(), now));
        rehearsalRun.machines.values().forEach(rehearsalVm -> rehearsalVm.live(end));
        rehearsalRun.eventQueue.runUntil(end);
        return rehearsalRun.rehearsalContext.diary().closed(end);
    }

    private void require(OwnedVm owned, FleetVm vm, Instant now) {
        fleet.need(vm)
                .ifPresent(need -> machines.put(
                        vm.id(),
                        new RehearsalVm(
                                owned, vm.vm().required(Updates.needed(vm.id(), need, now)), rehearsalContext)));
    }
}
