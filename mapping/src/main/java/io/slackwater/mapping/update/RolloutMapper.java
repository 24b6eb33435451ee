package io.slackwater.mapping.update;

import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.rollout.VmsOnUnknownVolumes;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import java.time.Instant;
import java.util.Optional;

/** Maps what is said of rollouts. */
public final class RolloutMapper {

    /** The key of what concerns the whole fleet, which no change has as its id. */
    public static final String FLEET = "fleet";

    private RolloutMapper() {}

    /** Maps an event; empty for one that is about no change, or that a later version wrote. */
    public static Optional<RolloutFact> fact(RolloutEvent wire) {
        String change = wire.getChangeId();
        Instant at = wire.getOccurredAt();
        return switch (wire.getType()) {
            case FAN_OUT_FINISHED ->
                Optional.of(new RolloutFact.FanOutFinished(
                        change,
                        wire.getPartition(),
                        wire.getPartitions(),
                        wire.getMatched(),
                        unknownVolumes(wire),
                        at));
            case WAVE_OPENED ->
                Optional.of(new RolloutFact.WaveOpened(change, wire.getPolicy(), wire.getWave(), wire.getQuota(), at));
            case PAUSED -> Optional.of(new RolloutFact.Paused(change, condition(wire), failures(wire)));
            case RESUMED -> Optional.of(new RolloutFact.Resumed(change, condition(wire)));
            case ABORTED -> Optional.of(new RolloutFact.Aborted(change, condition(wire)));
            case APPROVED -> Optional.of(new RolloutFact.Approved(change, condition(wire)));
            case FINISHED -> Optional.of(new RolloutFact.Finished(change, at));
            case UNKNOWN, FROZEN, UNFROZEN, RETRY -> Optional.empty();
        };
    }

    private static VmsOnUnknownVolumes unknownVolumes(RolloutEvent wire) {
        return new VmsOnUnknownVolumes(
                wire.getUnknownVolumeVms(),
                wire.getUnknownVolumes().stream()
                        .map(use -> new VmsOnUnknownVolumes.Use(use.getVmId(), CommonMapper.volume(use.getVolume())))
                        .toList());
    }

    /** Returns who decided what an event says, and why. */
    public static RolloutCondition condition(RolloutEvent wire) {
        return new RolloutCondition(wire.getActor(), wire.getReason().orElse(""), wire.getOccurredAt());
    }

    /** Maps what this service decides: waves, pauses over failures, ends. */
    public static RolloutEvent toWire(RolloutFact fact) {
        RolloutEvent.Builder wire =
                RolloutEvent.newBuilder().setChangeId(fact.changeId()).setOccurredAt(fact.at());
        return fact.accept(new Writing(wire)).build();
    }

    private static Optional<RolloutFact.Failures> failures(RolloutEvent wire) {
        return wire.getFailures() == 0
                ? Optional.empty()
                : Optional.of(new RolloutFact.Failures(wire.getPolicy(), wire.getWave(), wire.getFailures()));
    }

    /** Adds what each fact says that this service decides; the others are said by others. */
    private record Writing(RolloutEvent.Builder wire) implements RolloutFact.Visitor<RolloutEvent.Builder> {

        @Override
        public RolloutEvent.Builder fanOutFinished(RolloutFact.FanOutFinished fanOutFinished) {
            throw foreign(fanOutFinished);
        }

        @Override
        public RolloutEvent.Builder waveOpened(RolloutFact.WaveOpened waveOpened) {
            return wire.setType(RolloutEventType.WAVE_OPENED)
                    .setPolicy(waveOpened.policy())
                    .setWave(waveOpened.wave())
                    .setQuota(waveOpened.quota());
        }

        @Override
        public RolloutEvent.Builder paused(RolloutFact.Paused paused) {
            RolloutFact.Failures over = paused.over().orElseThrow(() -> foreign(paused));
            return wire.setType(RolloutEventType.PAUSED)
                    .setReason(paused.condition().reason())
                    .setPolicy(over.policy())
                    .setWave(over.wave())
                    .setFailures(over.count());
        }

        @Override
        public RolloutEvent.Builder resumed(RolloutFact.Resumed resumed) {
            throw foreign(resumed);
        }

        @Override
        public RolloutEvent.Builder aborted(RolloutFact.Aborted aborted) {
            throw foreign(aborted);
        }

        @Override
        public RolloutEvent.Builder approved(RolloutFact.Approved approved) {
            throw foreign(approved);
        }

        @Override
        public RolloutEvent.Builder finished(RolloutFact.Finished finished) {
            return wire.setType(RolloutEventType.FINISHED);
        }

        private static IllegalStateException foreign(RolloutFact fact) {
            return new IllegalStateException("This service does not decide " + fact);
        }
    }
}
