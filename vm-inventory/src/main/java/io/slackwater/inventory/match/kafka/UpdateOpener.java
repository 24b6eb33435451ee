package io.slackwater.inventory.match.kafka;

import io.slackwater.inventory.match.Cause;
import io.slackwater.inventory.match.KnownVm;
import io.slackwater.inventory.match.Matcher;
import io.slackwater.inventory.match.Need;
import io.slackwater.inventory.match.Opened;
import io.slackwater.inventory.match.UpdateIds;
import io.slackwater.inventory.match.Vm;
import java.util.List;
import java.util.Map;
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

    /** Returns what a VM needs, opened before or not; nothing for one whose host does not count. */
    List<Need> needs(Vm vm) {
        return vm.current(state::counts).map(matcher::needs).orElse(List.of());
    }

    /** Keeps which volumes a VM runs from that the log does not know; none of a VM whose host does not count. */
    void keepUnknownVolumes(String vmId, Vm vm) {
        state.unknownVolumes()
                .put(
                        vmId,
                        vm.current(state::counts).map(matcher::unknownVolumes).orElse(Map.of()));
    }

    /**
     * Opens what may be opened of what a VM needs.
     *
     * @param cause what made it worth a look, the episode of what is opened
     * @return what is known of the VM now
     */
    KnownVm open(String vmId, KnownVm known, List<Need> needs, Cause cause) {
        Opened opened = known.opened();
        for (Need need : needs) {
            if (opened.allows(need)) {
                long now = context.currentSystemTimeMs();
                String updateId = UpdateIds.of(need.change().id(), vmId, cause.eventId());
                if (!opened.has(need.change().id())) {
                    state.matchedLater(need.change().id());
                }
                opened = opened.open(need, updateId, now);
                say(
                        vmId,
                        new MatchOutput.Opening(MatchOutputs.required(vmId, need, updateId, cause.eventId(), now)),
                        cause);
            }
        }
        return opened.equals(known.opened()) ? known : known.with(opened);
    }

    private void say(String vmId, MatchOutput output, Cause cause) {
        context.forward(new Record<>(vmId, output, context.currentSystemTimeMs(), Causes.headers(cause)));
        meter.opened();
    }
}
