package io.slackwater.topology.update.row;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.rollout.FanOut;
import io.slackwater.domain.rollout.MemberState;
import io.slackwater.domain.rollout.PolicyWaves;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.domain.rollout.RolloutCounts;
import io.slackwater.domain.rollout.RolloutMember;
import io.slackwater.domain.rollout.VmsOnUnknownVolumes;
import io.slackwater.domain.rollout.Wave;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.executor.stored.StoredCourse;
import io.slackwater.executor.stored.StoredDecree;
import io.slackwater.executor.stored.StoredMember;
import io.slackwater.executor.stored.StoredMemberState;
import io.slackwater.executor.stored.StoredRollout;
import io.slackwater.executor.stored.StoredUnknownVolume;
import io.slackwater.executor.stored.StoredUnknownVolumes;
import io.slackwater.executor.stored.StoredWave;
import io.slackwater.mapping.CommonMapper;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Maps rollouts and their updates. */
public final class RolloutRowMapper {

    private RolloutRowMapper() {}

    public static StoredRollout store(Rollout rollout) {
        Rollout.Conditions conditions = rollout.conditions();
        return StoredRollout.newBuilder()
                .setChangeId(rollout.changeId())
                .setPartitions(rollout.fanOut().partitions())
                .setMatched(keyed(rollout.fanOut().matched(), String::valueOf))
                .setUnknownVolumes(keyed(rollout.fanOut().unknown(), String::valueOf, RolloutRowMapper::store))
                .setApproved(conditions.approved().map(RolloutRowMapper::store).orElse(null))
                .setPaused(conditions.paused().map(RolloutRowMapper::store).orElse(null))
                .setAborted(conditions.aborted().map(RolloutRowMapper::store).orElse(null))
                .setFinishedAt(conditions.finished().orElse(null))
                .setCourses(keyed(rollout.policyWaves(), Function.identity(), RolloutRowMapper::store))
                .setBlockers(keyed(rollout.blockers(), BlockerCode::name))
                .build();
    }

    public static Rollout restore(StoredRollout stored) {
        return new Rollout(
                stored.getChangeId(),
                new FanOut(
                        keyed(stored.getMatched(), Integer::valueOf),
                        stored.getPartitions(),
                        keyed(stored.getUnknownVolumes(), Integer::valueOf, RolloutRowMapper::restore)),
                new Rollout.Conditions(
                        stored.getApproved().map(RolloutRowMapper::restore),
                        stored.getPaused().map(RolloutRowMapper::restore),
                        stored.getAborted().map(RolloutRowMapper::restore),
                        stored.getFinishedAt()),
                keyed(stored.getCourses(), Function.identity(), RolloutRowMapper::restore),
                counted(stored.getBlockers(), BlockerCode.class, BlockerCode.UNKNOWN));
    }

    /**
     * Maps an update in its rollout.
     *
     * @param movedAt since when it stands there
     */
    public static StoredMember store(RolloutMember member, Instant movedAt) {
        return new StoredMember(
                member.updateId(),
                member.changeId(),
                member.policy(),
                member.wave(),
                StoredMemberState.valueOf(member.state().name()),
                member.blockers().stream().sorted().map(CommonMapper::code).toList(),
                movedAt);
    }

    /** Whether nothing more comes of an update, and nothing came since that time. */
    public static boolean isOver(StoredMember stored, Instant since) {
        return state(stored).isFinal() && !stored.getMovedAt().isAfter(since);
    }

    public static RolloutMember restore(StoredMember stored) {
        return new RolloutMember(
                stored.getUpdateId(),
                stored.getChangeId(),
                stored.getPolicy(),
                stored.getWave(),
                state(stored),
                stored.getBlockers().stream().map(CommonMapper::code).collect(Collectors.toUnmodifiableSet()));
    }

    private static StoredUnknownVolumes store(VmsOnUnknownVolumes unknown) {
        return new StoredUnknownVolumes(
                unknown.vms(),
                unknown.first().stream()
                        .map(use -> new StoredUnknownVolume(use.vmId(), CommonMapper.volume(use.volume())))
                        .toList());
    }

    private static VmsOnUnknownVolumes restore(StoredUnknownVolumes stored) {
        return new VmsOnUnknownVolumes(
                stored.getVms(),
                stored.getFirst().stream()
                        .map(use -> new VmsOnUnknownVolumes.Use(use.getVmId(), CommonMapper.volume(use.getVolume())))
                        .toList());
    }

    private static StoredDecree store(RolloutCondition condition) {
        return new StoredDecree(condition.actor().orElse(null), condition.reason(), condition.at());
    }

    private static RolloutCondition restore(StoredDecree stored) {
        return new RolloutCondition(stored.getActor(), stored.getReason(), stored.getAt());
    }

    private static StoredCourse store(PolicyWaves waves) {
        return new StoredCourse(waves.waves().values().stream()
                .sorted(Comparator.comparingInt(Wave::number))
                .map(RolloutRowMapper::store)
                .toList());
    }

    private static PolicyWaves restore(StoredCourse stored) {
        return new PolicyWaves(stored.getWaves().stream()
                .map(RolloutRowMapper::restore)
                .collect(Collectors.toMap(Wave::number, Function.identity())));
    }

    private static StoredWave store(Wave wave) {
        return new StoredWave(
                wave.number(),
                wave.opening().map(Wave.Opening::quota).orElse(null),
                wave.opening().map(Wave.Opening::at).orElse(null),
                keyed(wave.counts().byState(), MemberState::name),
                wave.lastEndedAt().orElse(null),
                wave.pausedOver(),
                wave.forgiven(),
                keyed(wave.verifiedBy(), VerifiedBy::name));
    }

    private static Wave restore(StoredWave stored) {
        return new Wave(
                stored.getNumber(),
                stored.getQuota()
                        .map(quota ->
                                new Wave.Opening(quota, stored.getOpenedAt().orElseThrow())),
                new RolloutCounts(counted(stored.getCounts(), MemberState.class, MemberState.IN_FLIGHT)),
                stored.getLastEndedAt(),
                stored.getPausedOver(),
                stored.getForgiven(),
                counted(stored.getVerifiedBy(), VerifiedBy.class, VerifiedBy.UNKNOWN));
    }

    /** Returns a member's state. One that is not known is taken for in flight: no wave goes on without it. */
    private static MemberState state(StoredMember stored) {
        return CommonMapper.known(MemberState.class, stored.getStanding(), MemberState.IN_FLIGHT);
    }

    /** Returns numbers by constant; those of names that are not known are added to another constant's. */
    private static <E extends Enum<E>> Map<E, Long> counted(Map<String, Long> stored, Class<E> type, E otherwise) {
        Map<E, Long> counts = new EnumMap<>(type);
        stored.forEach((name, count) -> counts.merge(CommonMapper.known(type, name, otherwise), count, Long::sum));
        return counts;
    }

    private static <K, L, V> Map<L, V> keyed(Map<K, V> map, Function<K, L> key) {
        return keyed(map, key, Function.identity());
    }

    private static <K, L, V, W> Map<L, W> keyed(Map<K, V> map, Function<K, L> key, Function<V, W> value) {
        Map<L, W> mapped = new HashMap<>();
        map.forEach((from, to) -> mapped.put(key.apply(from), value.apply(to)));
        return mapped;
    }
}
