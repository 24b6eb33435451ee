package io.slackwater.topology.update.row;

import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.FailureCounts;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.executor.stored.StoredAdmission;
import io.slackwater.executor.stored.StoredAnswer;
import io.slackwater.executor.stored.StoredUpdate;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.UpdateCommandType;
import java.util.Optional;

/** Maps open updates. */
final class UpdateRowMapper {

    private UpdateRowMapper() {}

    static StoredUpdate store(Update update) {
        return new StoredUpdate(
                update.id(),
                update.key().changeId(),
                update.key().episode(),
                update.hostId(),
                CommonMapper.toWire(update.replacements()),
                CommonMapper.blockersToWire(update.blockers()),
                UpdateStateRowMapper.store(update.state()),
                update.outcome().map(UpdateRowMapper::store).orElse(null),
                update.requiredAt(),
                update.decidedAt(),
                update.trace(),
                update.admission().map(UpdateRowMapper::store).orElse(null),
                update.returnsFrom().orElse(null),
                update.failures().refusals(),
                update.failures().stops(),
                update.failures().stoppedRun().orElse(null),
                update.hostUnreachable());
    }

    static Update restore(String vmId, StoredUpdate stored) {
        return new Update(
                new UpdateKey(stored.getUpdateId(), stored.getChangeId(), vmId, stored.getEpisode()),
                stored.getHostId(),
                CommonMapper.replacements(stored.getReplacements()),
                UpdateStateRowMapper.restore(stored.getStage()),
                CommonMapper.blockers(stored.getShown()),
                stored.getAnswer().flatMap(UpdateRowMapper::restore),
                stored.getRequiredAt(),
                stored.getDecidedAt(),
                stored.getTrace(),
                stored.getAdmission().map(UpdateRowMapper::restore),
                stored.getReturnsFrom(),
                new FailureCounts(stored.getRefusals(), stored.getStops(), stored.getStoppedRun()),
                stored.getHostUnreachable());
    }

    private static Admission restore(StoredAdmission stored) {
        return new Admission(
                stored.getPolicy(),
                stored.getPolicyVersion(),
                stored.getWave(),
                stored.getLabels(),
                stored.getWindow(),
                stored.getRestarts(),
                stored.getOverdueSince());
    }

    private static StoredAdmission store(Admission admission) {
        return new StoredAdmission(
                admission.policy(),
                admission.wave(),
                admission.labels(),
                admission.policyVersion(),
                admission.window().orElse(null),
                admission.overdueSince().orElse(null),
                admission.restarts());
    }

    private static StoredAnswer store(CommandOutcome commandOutcome) {
        return new StoredAnswer(
                UpdateCommandType.valueOf(commandOutcome.type().name()),
                commandOutcome.attempt(),
                commandOutcome.issue(),
                OutcomeStatus.valueOf(commandOutcome.status().name()),
                commandOutcome.detail(),
                CommonMapper.toWire(commandOutcome.replacements()),
                commandOutcome.kernelRelease().orElse(null),
                CommonMapper.verifiedBy(commandOutcome.verifiedBy()));
    }

    /** Returns an outcome; none where its type or status is not known: its command is issued again then. */
    private static Optional<CommandOutcome> restore(StoredAnswer stored) {
        if (stored.getType() == UpdateCommandType.UNKNOWN || stored.getStatus() == OutcomeStatus.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(new CommandOutcome(
                CommandType.valueOf(stored.getType().name()),
                stored.getAttempt(),
                stored.getIssue(),
                CommandOutcomeStatus.valueOf(stored.getStatus().name()),
                stored.getDetail(),
                CommonMapper.replacements(stored.getReplacements()),
                stored.getKernelRelease(),
                CommonMapper.verifiedBy(stored.getVerifiedBy())));
    }
}
