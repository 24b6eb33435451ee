package io.slackwater.executor.rest;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.rollout.MemberState;
import io.slackwater.domain.rollout.PolicyWaves;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.domain.rollout.Wave;
import io.slackwater.executor.rest.answers.StayUpResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rollout as it is shown.
 *
 * @param versions which version the change brings, by portion; empty where that is not known
 * @param availableSince when the change's source was seen to offer it first; null where that is not known
 * @param matched how many VMs need the change, as far as partitions have said it
 * @param matching whether some partition has not
 * @param waiting how many updates are in no wave yet: a VM joins the wave that is open when it asks
 * @param superseded how many updates a newer change took the place of, in a wave or in none
 * @param blockers how many updates that wait, or are being rolled back, show each reason
 * @param stayUp of the VMs with open updates, how many have only to stay up; null in a list of rollouts, and where another
 *     instance keeps the VMs
 * @param approved who approved it; null until somebody has
 * @param paused why it is paused; null where it is not, and where the change was withdrawn and no person paused it: what is put back then
 *     counts as failed, and nothing would go on without the pause
 * @param aborted why it was aborted; null where it was not
 * @param withdrawn why the change was withdrawn, empty where nobody said why; null where it was not
 * @param unknownVolumes the VMs that may need the change, but run from volumes that the log does not know; null where none does
 * @param finishedAt when it was found that all its updates had ended, and of one that was opened again when its last one ended; null
 *     while one is open
 */
public record RolloutDocument(
        String changeId,
        Status status,
        Map<String, String> versions,
        @Nullable Instant availableSince,
        long matched,
        boolean matching,
        long waiting,
        long superseded,
        Map<BlockerCode, Long> blockers,
        List<WaveDocument> waves,
        @Nullable StayUpResponse stayUp,
        @Nullable DecreeDocument approved,
        @Nullable DecreeDocument paused,
        @Nullable DecreeDocument aborted,
        @Nullable String withdrawn,
        @Nullable UnknownVolumesResponse unknownVolumes,
        @Nullable Instant finishedAt) {

    /** What a rollout is doing. */
    public enum Status {
        PENDING_APPROVAL,
        RUNNING,
        PAUSED,
        ABORTED,
        WITHDRAWN,
        /** A newer change took the place of some of its updates or all, and none of them came to a verdict. */
        SUPERSEDED,
        FINISHED
    }

    static RolloutDocument of(Rollout rollout, ChangeInfo change) {
        return of(rollout, change, null);
    }

    static RolloutDocument of(Rollout rollout, ChangeInfo change, @Nullable StayUpResponse stayUp) {
        Rollout.Conditions conditions = rollout.conditions();
        return new RolloutDocument(
                rollout.changeId(),
                change.withdrawn() ? Status.WITHDRAWN : status(rollout),
                new TreeMap<>(change.versions()),
                change.availableSince().orElse(null),
                rollout.fanOut().total(),
                !rollout.fanOut().isFinished(),
                count(rollout, state -> state == MemberState.WAITING),
                count(rollout, state -> state == MemberState.SUPERSEDED),
                new TreeMap<>(rollout.blockers()),
                waves(rollout.policyWaves()),
                stayUp,
                DecreeDocument.of(conditions.approved()),
                DecreeDocument.of(conditions
                        .paused()
                        .filter(pause -> !change.withdrawn() || pause.actor().isPresent())),
                DecreeDocument.of(conditions.aborted()),
                change.withdrawn() ? change.reason() : null,
                UnknownVolumesResponse.of(rollout.fanOut().unknownVolumes()),
                finishedAt(rollout).orElse(null));
    }

    private static Status status(Rollout rollout) {
        Rollout.Conditions conditions = rollout.conditions();
        if (conditions.aborted().isPresent()) {
            return Status.ABORTED;
        }
        if (conditions.paused().isPresent()) {
            return Status.PAUSED;
        }
        if (conditions.approved().isEmpty() && rollout.blockers().containsKey(BlockerCode.AWAITING_APPROVAL)) {
            return Status.PENDING_APPROVAL;
        }
        if (finishedAt(rollout).isEmpty()) {
            return Status.RUNNING;
        }
        boolean hasVerdict = count(rollout, state -> state == MemberState.VERIFIED || state.isFailure()) > 0;
        boolean isSuperseded = count(rollout, state -> state == MemberState.SUPERSEDED) > 0;
        return isSuperseded && !hasVerdict ? Status.SUPERSEDED : Status.FINISHED;
    }

    /** It is decided once that a rollout has finished; one that was opened again ends with the last update that came after that. */
    private static Optional<Instant> finishedAt(Rollout rollout) {
        return rollout.conditions()
                .finished()
                .filter(first -> rollout.isAtRest())
                .map(first -> waves(rollout)
                        .flatMap(wave -> wave.lastEndedAt().stream())
                        .filter(first::isBefore)
                        .max(Comparator.naturalOrder())
                        .orElse(first));
    }

    private static long count(Rollout rollout, Predicate<MemberState> where) {
        return waves(rollout).mapToLong(wave -> wave.counts().where(where)).sum();
    }

    private static Stream<Wave> waves(Rollout rollout) {
        return rollout.policyWaves().values().stream().flatMap(waves -> waves.waves().values().stream());
    }

    private static List<WaveDocument> waves(Map<String, PolicyWaves> courses) {
        return new TreeMap<>(courses)
                .entrySet().stream()
                        .flatMap(course -> course.getValue().waves().values().stream()
                                .filter(wave -> wave.number() > 0)
                                .sorted(Comparator.comparingInt(Wave::number))
                                .map(wave -> WaveDocument.of(course.getKey(), wave)))
                        .toList();
    }
}
