package io.slackwater.topology.match;

import io.slackwater.domain.match.Need;
import io.slackwater.domain.match.NeededReplacement;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UnknownVolumeUse;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.UpdateState;
import io.slackwater.schemas.VerifiedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;

/** Builds the wire records that the topology writes. */
final class MatchOutputs {

    private MatchOutputs() {}

    static UpdateEvent required(String vmId, Need need, String updateId, String episode, long nowMillis) {
        List<io.slackwater.schemas.Replacement> replacements =
                new ArrayList<>(need.replacements().size());
        for (NeededReplacement replacement : need.replacements()) {
            replacements.add(replacement(replacement));
        }
        // The constructor with all fields: a builder would copy and validate every field of what may be a million
        // events.
        return new UpdateEvent(
                updateId,
                need.change().id(),
                vmId,
                need.hostId(),
                episode,
                UpdatePhase.REQUIRED,
                0,
                replacements,
                List.of(),
                null,
                null,
                null,
                Instant.ofEpochMilli(nowMillis),
                null,
                need.returnsFrom().orElse(null),
                VerifiedBy.UNKNOWN,
                0,
                0,
                null,
                true,
                UpdateState.WAITING,
                false);
    }

    /**
     * Builds the event of one partition.
     *
     * @param volumes of the first VMs, the volumes that the log does not know
     */
    static RolloutEvent fanOutFinished(
            String changeId,
            int partition,
            int partitions,
            FanOutState state,
            List<KeyValue<String, List<VolumeRef>>> volumes) {
        return RolloutEvent.newBuilder()
                .setChangeId(changeId)
                .setType(RolloutEventType.FAN_OUT_FINISHED)
                .setPartition(partition)
                .setPartitions(partitions)
                .setMatched(state.matched())
                .setUnknownVolumeVms(state.unknownVolumeVms())
                .setUnknownVolumes(volumes.stream()
                        .flatMap(vm -> vm.value.stream()
                                .map(volumeRef -> new UnknownVolumeUse(vm.key, CommonMapper.volume(volumeRef))))
                        .toList())
                .setOccurredAt(Instant.ofEpochMilli(state.publishedAtMillis()))
                .build();
    }

    private static io.slackwater.schemas.Replacement replacement(NeededReplacement replacement) {
        return new io.slackwater.schemas.Replacement(
                replacement.slot().name(),
                replacement.from().portion(),
                CommonMapper.kind(replacement.from().kind()),
                replacement.from().version(),
                CommonMapper.volume(replacement.slot().image()),
                replacement.slot().overlay().map(CommonMapper::volume).orElse(null),
                replacement.toVersion(),
                null,
                null);
    }
}
