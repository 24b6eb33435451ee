package io.slackwater.planning.fleet;

import io.slackwater.domain.match.Placement;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmTopic;
import io.slackwater.mapping.update.UpdateMapper;
import io.slackwater.mapping.update.VmMapper;
import io.slackwater.planning.history.OffHistory;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.streams.Decoded;
import io.slackwater.topology.match.MatchInput;
import io.slackwater.topology.match.MatchInputs;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the log says of one VM: what the executor knows of it, where the inventory has it, and when it was off. */
public final class FleetVm {

    /** What it is off for that is no leave to change it. */
    private static final Set<String> NO_LEAVE = Set.of("MIGRATED", "CRASHED", "FAILED", "DAEMON", "SAVED");

    private final OffHistory history = new OffHistory();
    private Vm vm;
    private io.slackwater.domain.match.VmPlacements place = io.slackwater.domain.match.VmPlacements.ABSENT;
    private Optional<UpdateEvent> lastUpdate = Optional.empty();
    private String lastName = "";

    FleetVm(String id) {
        this.vm = Vm.unknown(id);
    }

    public String id() {
        return vm.id();
    }

    /** Returns what the hosts that have it call it; where none has it, what it was called last. Empty where nobody said it. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        vm.presentPlacements().stream()
                .flatMap(placement -> placement.definition().stream())
                .map(VmDefinition::name)
                .forEach(names::add);
        if (vm.presentPlacements().isEmpty()) {
            names.add(lastName);
        }
        names.remove("");
        return names;
    }

    /** Returns what the executor knows of it. */
    public Vm vm() {
        return vm;
    }

    /** Returns where the inventory has it; empty where it is nowhere, or that is not known. */
    public Optional<Placement> placement() {
        return place.current();
    }

    /** Returns where the inventory has it of the hosts that count; empty as above. */
    Optional<Placement> placement(Predicate<String> counts) {
        return place.current(counts);
    }

    public OffHistory history() {
        return history;
    }

    /** Returns the last event of its update to the change that is planned; empty where there was none. */
    Optional<UpdateEvent> lastUpdate() {
        return lastUpdate;
    }

    /** Whether a state allows an update, when it has lasted for long enough. */
    static boolean isOff(PowerState power) {
        return power.state() == RunState.SHUTOFF && !power.managedSave() && !NO_LEAVE.contains(power.reason());
    }

    void hear(VmEvent event, Instant at) {
        MatchInputs.ofVm(new Decoded.Value<>(event)).ifPresent(input -> place(input, at));
        switch (event.getType()) {
            case OBSERVED -> {
                vm = vm.observed(event.getHostId(), VmMapper.definition(event, at));
                lastName = event.getName();
            }
            case GONE, HOST_RETIRED -> vm = vm.gone(event.getHostId(), at);
            case UNKNOWN -> vm = vm.unreadable(VmTopic.INVENTORY, at);
        }
        if (event.getType() != VmEventType.UNKNOWN && vm.presentPlacements().isEmpty()) {
            history.heard(false, at);
        }
    }

    void hear(VmStateEvent event, Instant at) {
        if (event.getState() == VmState.UNKNOWN) {
            vm = vm.unreadable(VmTopic.STATE, at);
            return;
        }
        PowerState power = VmMapper.power(event, at);
        vm = vm.powered(event.getHostId(), power);
        boolean leftBehind = power.state() == RunState.SHUTOFF && power.reason().equals("MIGRATED");
        if (!leftBehind) {
            history.heard(isOff(power), at);
        }
    }

    void hear(UpdateEvent event, Instant at, boolean isPlanned) {
        Optional<Phase> phase = UpdateMapper.phase(event);
        if (phase.isEmpty()) {
            vm = vm.unreadable(VmTopic.UPDATES, at);
            return;
        }
        boolean opens = event.getOpens();
        vm = opens
                ? vm.required(UpdateMapper.opened(event, at, ""))
                : vm.recorded(UpdateMapper.phaseEvent(event, phase.get(), ""));
        if (isPlanned) {
            lastUpdate = Optional.of(event);
        }
    }

    void retried(String changeId, Instant at) {
        vm = vm.retried(changeId, at);
    }

    void unreadable(VmTopic source, Instant at) {
        vm = vm.unreadable(source, at);
        if (source == VmTopic.INVENTORY) {
            place = place.unreadable();
        }
    }

    private void place(MatchInput input, Instant at) {
        if (input instanceof MatchInput.OfVm news) {
            place = news.applyTo(place, at.toEpochMilli());
        }
    }
}
