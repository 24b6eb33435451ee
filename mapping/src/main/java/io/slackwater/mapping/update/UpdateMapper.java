package io.slackwater.mapping.update;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.FailureCounts;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Maps what is said of updates. */
public final class UpdateMapper {

    private UpdateMapper() {}

    /** Returns the phase that an event says, or empty where a later version said a phase or a state that this one does not know. */
    public static Optional<Phase> phase(UpdateEvent wire) {
        return wire.getPhase() == UpdatePhase.UNKNOWN || wire.getState() == io.slackwater.schemas.UpdateState.UNKNOWN
                ? Optional.empty()
                : Optional.of(Phase.valueOf(wire.getPhase().name()));
    }

    /** Maps the event that opens an update. */
    public static Update opened(UpdateEvent wire, Instant publishedAt, String trace) {
        return Update.required(
                        key(wire),
                        wire.getHostId(),
                        CommonMapper.replacements(wire.getReplacements()),
                        publishedAt,
                        trace)
                .returning(wire.getReturnsFrom());
    }

    /** Maps a decision as it comes back from the log. */
    public static UpdatePhaseEvent phaseEvent(UpdateEvent wire, Phase phase, String trace) {
        return new UpdatePhaseEvent(
                key(wire),
                wire.getHostId(),
                phase,
                wire.getAttempt(),
                CommonMapper.replacements(wire.getReplacements()),
                CommonMapper.blockers(wire.getBlockers()),
                wire.getReason(),
                wire.getKernelRelease(),
                wire.getSupersededBy(),
                wire.getOccurredAt(),
                trace,
                wire.getAdmission().map(UpdateMapper::admission),
                wire.getReturnsFrom(),
                new FailureCounts(wire.getRefusals(), wire.getStops(), wire.getStoppedRun()),
                VerifiedBy.valueOf(wire.getVerifiedBy().name()),
                state(wire),
                wire.getHostUnreachable());
    }

    /** Maps what holds an update up. */
    public static List<Blocker> blockers(UpdateEvent wire) {
        return CommonMapper.blockers(wire.getBlockers());
    }

    /** Maps a decision to the wire. */
    public static UpdateEvent toWire(UpdatePhaseEvent event) {
        return UpdateEvent.newBuilder()
                .setUpdateId(event.key().updateId())
                .setChangeId(event.key().changeId())
                .setVmId(event.key().vmId())
                .setHostId(event.hostId())
                .setEpisode(event.key().episode())
                .setPhase(UpdatePhase.valueOf(event.phase().name()))
                .setAttempt(event.attempt())
                .setReplacements(CommonMapper.toWire(event.replacements()))
                .setBlockers(CommonMapper.blockersToWire(event.blockers()))
                .setReason(event.reason().orElse(null))
                .setKernelRelease(event.kernelRelease().orElse(null))
                .setSupersededBy(event.supersededBy().orElse(null))
                .setOccurredAt(event.at())
                .setAdmission(event.admission().map(UpdateMapper::admission).orElse(null))
                .setReturnsFrom(event.returnsFrom().orElse(null))
                .setRefusals(event.failures().refusals())
                .setStops(event.failures().stops())
                .setStoppedRun(event.failures().stoppedRun().orElse(null))
                .setVerifiedBy(io.slackwater.schemas.VerifiedBy.valueOf(
                        event.verifiedBy().name()))
                .setState(event.state()
                        .map(kind -> io.slackwater.schemas.UpdateState.valueOf(kind.name()))
                        .orElse(io.slackwater.schemas.UpdateState.ENDED))
                .setHostUnreachable(event.hostUnreachable())
                .build();
    }

    private static Optional<UpdateState.Kind> state(UpdateEvent wire) {
        return wire.getState() == io.slackwater.schemas.UpdateState.ENDED
                ? Optional.empty()
                : Optional.of(UpdateState.Kind.valueOf(wire.getState().name()));
    }

    private static UpdateAdmission admission(Admission admission) {
        return new UpdateAdmission(
                admission.policy(),
                admission.wave(),
                admission.labels(),
                admission.policyVersion(),
                admission.window().orElse(null),
                admission.overdueSince().orElse(null),
                admission.restarts());
    }

    private static Admission admission(UpdateAdmission wire) {
        return new Admission(
                wire.getPolicy(),
                wire.getPolicyVersion(),
                wire.getWave(),
                wire.getLabels(),
                wire.getWindow(),
                wire.getRestarts(),
                wire.getOverdueSince());
    }

    private static UpdateKey key(UpdateEvent wire) {
        return new UpdateKey(wire.getUpdateId(), wire.getChangeId(), wire.getVmId(), wire.getEpisode());
    }
}
