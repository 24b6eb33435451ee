package io.slackwater.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All the updates of one change.
 *
 * @param id the id of the change
 * @param condition RUNNING, PAUSED, ABORTED, WITHDRAWN or FINISHED
 * @param actor who paused, resumed or aborted it; null where Slackwater did, or nobody
 * @param matched how many VMs need the change
 * @param unknownVolumeVms how many VMs run from a volume that the log does not know
 * @param fanOutFinished whether all VMs were looked at
 * @param updates how many updates are in each phase
 */
public record RolloutResponse(
        String id,
        @Nullable String operatingSystem,
        String condition,
        @Nullable String actor,
        @Nullable String reason,
        @Nullable Instant conditionAt,
        @Nullable Instant finishedAt,
        Instant publishedAt,
        long matched,
        long unknownVolumeVms,
        boolean fanOutFinished,
        Map<String, Long> updates,
        List<WaveInfo> waves) {}
