package io.slackwater.topology.match;

import io.slackwater.domain.match.Causation;
import io.slackwater.domain.match.Matcher;
import io.slackwater.domain.match.Need;
import io.slackwater.domain.match.OpenedUpdates;
import io.slackwater.domain.match.UpdateIds;
import io.slackwater.domain.match.VmMatchState;
import io.slackwater.domain.match.VmPlacements;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Opens the updates that a VM needs and that are not open yet. */
final class UpdateOpener {

    private final MatchState state;
    private final Matcher matcher;
    private final ProcessorContext<String, MatchOutput> context;
    private final MatchMetrics metrics;

    UpdateOpener(MatchState state, ProcessorContext<String, MatchOutput> context, MatchMetrics metrics) {
        this.state = state;
        this.matcher = new Matcher(state.changes(), state::content);
        this.context = context;
        this.metrics = metrics;
    }

    private boolean isCounted(String hostId) {
        return !state.isRetired(hostId);
    }

    /** Returns what a VM needs, opened before or not; nothing for one whose host does not count. */
    List<Need> needs(VmPlacements vm) {
        return vm.current(this::isCounted).map(matcher::needs).orElse(List.of());
    }

    /** Keeps which volumes a VM runs from that the log does not know; none of a VM whose host does not count. */
    void keepUnknownVolumes(String vmId, VmPlacements vm) {
        state.unknownVolumes()
                .put(
                        vmId,
                        vm.current(this::isCounted).map(matcher::unknownVolumes).orElse(Map.of()));
    }

    /**
     * Opens what may be opened of what a VM needs.
     *
     * @param causation what made it worth a look, the episode of what is opened
     * @return what is known of the VM now
     */
    VmMatchState open(String vmId, VmMatchState known, List<Need> needs, Causation causation) {
        OpenedUpdates openedUpdates = known.opened();
        for (Need need : needs) {
            if (openedUpdates.allows(need)) {
                long now = context.currentSystemTimeMs();
                String updateId = UpdateIds.of(need.change().id(), vmId, causation.eventId());
                if (!openedUpdates.has(need.change().id())) {
                    state.matchedLater(need.change().id());
                }
                openedUpdates = openedUpdates.open(need, updateId, now);
                say(
                        vmId,
                        new MatchOutput.Opening(MatchOutputs.required(vmId, need, updateId, causation.eventId(), now)),
                        causation);
            }
        }
        return openedUpdates.equals(known.opened()) ? known : known.with(openedUpdates);
    }

    private void say(String vmId, MatchOutput output, Causation causation) {
        context.forward(new Record<>(vmId, output, context.currentSystemTimeMs(), CausationHeaders.headers(causation)));
        metrics.opened();
    }
}
