package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.Cause;
import io.slackwater.inventory.match.Matcher;
import io.slackwater.inventory.match.Need;
import io.slackwater.inventory.match.Opened;
import io.slackwater.inventory.match.Placement;
import io.slackwater.inventory.match.UpdateIds;
import io.slackwater.inventory.match.Vm;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Opens the updates that a VM needs and that are not open yet. */
final class UpdateOpener {

    private final MatchState state;
    private final Matcher matcher;
    private final ProcessorContext<String, MatchOutput> context;
    private final MatchMeter meter;

    UpdateOpener(MatchState state, ProcessorContext<String, MatchOutput> context, MatchMeter meter) {
        this.state = state;
        this.matcher = new Matcher(state.changes(), state::holding);
        this.context = context;
        this.meter = meter;
    }

    /**
     * Considers a VM.
     *
     * @param cause what made it worth a look, the episode of what is opened
     * @return what the VM needs, opened now or before
     */
    List<Need> consider(String vmId, Vm vm, Cause cause) {
        Optional<Placement> placement = vm.current().filter(current -> state.counts(current.hostId()));
        if (placement.isEmpty()) {
            return List.of();
        }
        List<Need> needs = matcher.needs(placement.get());
        if (!needs.isEmpty()) {
            open(vmId, needs, cause);
        }
        return needs;
    }

    private void open(String vmId, List<Need> needs, Cause cause) {
        Opened before = state.opened(vmId);
        Opened after = before;
        for (Need need : needs) {
            if (after.allows(need)) {
                long now = context.currentSystemTimeMs();
                String updateId = UpdateIds.of(need.change().id(), vmId, cause.eventId());
                after = after.open(need, updateId, now);
                say(
                        vmId,
                        new MatchOutput.Opening(MatchOutputs.required(vmId, need, updateId, cause.eventId(), now)),
                        cause);
            }
        }
        if (!after.equals(before)) {
            state.put(vmId, after);
        }
    }

    private void say(String vmId, MatchOutput output, Cause cause) {
        context.forward(new Record<>(vmId, output, context.currentSystemTimeMs(), Causes.headers(cause)));
        meter.opened();
    }
}
