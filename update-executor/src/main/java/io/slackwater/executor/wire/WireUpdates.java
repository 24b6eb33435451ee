package io.slackwater.executor.wire;

import io.slackwater.executor.update.Admission;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Tries;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.update.UpdateKey;
import io.slackwater.executor.update.VerifiedBy;
import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Maps what is said of updates. */
public final class WireUpdates {

    private WireUpdates() {}

    /** Returns the phase that an event says, or empty where a later version said one that this one does not know. */
    public static Optional<Phase> phase(UpdateEvent wire) {
        return wire.getPhase() == UpdatePhase.UNKNOWN
                ? Optional.empty()
                : Optional.of(Phase.valueOf(wire.getPhase().name()));
    }

    /** Maps the event that opens an update. */
    public static Update opened(UpdateEvent wire, Instant publishedAt, String trace) {
        return Update.required(
                        key(wire), wire.getHostId(), WireParts.replacements(wire.getReplacements()), publishedAt, trace)
                .returning(wire.getReturnsFrom());
    }

    /** Maps a decision as it comes back from the log. */
    public static Saying saying(UpdateEvent wire, Phase phase, String trace) {
        return new Saying(
                key(wire),
                wire.getHostId(),
                phase,
                wire.getAttempt(),
                WireParts.replacements(wire.getReplacements()),
                WireParts.blockers(wire.getBlockers()),
                wire.getReason(),
                wire.getKernelRelease(),
                wire.getSupersededBy(),
                wire.getOccurredAt(),
                trace,
                wire.getAdmission().map(WireUpdates::admission),
                wire.getReturnsFrom(),
                new Tries(wire.getRefusals(), wire.getStops(), wire.getStoppedRun()),
                VerifiedBy.valueOf(wire.getVerifiedBy().name()));
    }

    /** Maps what holds an update up. */
    public static List<Blocker> blockers(UpdateEvent wire) {
        return WireParts.blockers(wire.getBlockers());
    }

    /** Maps a decision to the wire. */
    public static UpdateEvent toWire(Saying saying) {
        return UpdateEvent.newBuilder()
                .setUpdateId(saying.key().updateId())
                .setChangeId(saying.key().changeId())
                .setVmId(saying.key().vmId())
                .setHostId(saying.hostId())
                .setEpisode(saying.key().episode())
                .setPhase(UpdatePhase.valueOf(saying.phase().name()))
                .setAttempt(saying.attempt())
                .setReplacements(WireParts.toWire(saying.replacements()))
                .setBlockers(WireParts.blockersToWire(saying.blockers()))
                .setReason(saying.reason().orElse(null))
                .setKernelRelease(saying.kernelRelease().orElse(null))
                .setSupersededBy(saying.supersededBy().orElse(null))
                .setOccurredAt(saying.at())
                .setAdmission(saying.admission().map(WireUpdates::admission).orElse(null))
                .setReturnsFrom(saying.returnsFrom().orElse(null))
                .setRefusals(saying.tries().refusals())
                .setStops(saying.tries().stops())
                .setStoppedRun(saying.tries().stoppedRun().orElse(null))
                .setVerifiedBy(io.slackwater.schemas.VerifiedBy.valueOf(
                        saying.verifiedBy().name()))
                .build();
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
