package io.slackwater.topology.update.row;

import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.FailureCounts;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.executor.stored.StoredAdmission;
import io.slackwater.executor.stored.StoredAnswer;
import io.slackwater.executor.stored.StoredUpdate;

/** Maps open updates. */
final class UpdateRowMapper {

    private UpdateRowMapper() {}

    static StoredUpdate store(Update update) {
        return new StoredUpdate(
                update.id(),
                update.key().changeId(),
                update.key().episode(),
                update.hostId(),
                CommonRowMapper.storeReplacements(update.replacements()),
                CommonRowMapper.storeBlockers(update.blockers()),
                UpdateStateRowMapper.store(update.state()),
                update.answer().map(UpdateRowMapper::store).orElse(null),
                update.requiredAt(),
                update.decidedAt(),
                update.trace(),
                update.admission().map(UpdateRowMapper::store).orElse(null),
                update.returnsFrom().orElse(null),
                update.tries().refusals(),
                update.tries().stops(),
                update.tries().stoppedRun().orElse(null),
                update.hostUnreachable());
    }

    static Update restore(String vmId, StoredUpdate stored) {
        return new Update(
                new UpdateKey(stored.getUpdateId(), stored.getChangeId(), vmId, stored.getEpisode()),
                stored.getHostId(),
                CommonRowMapper.restoreReplacements(stored.getReplacements()),
                UpdateStateRowMapper.restore(stored.getStage()),
                CommonRowMapper.restoreBlockers(stored.getShown()),
                stored.getAnswer().map(UpdateRowMapper::restore),
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
                commandOutcome.type().name(),
                commandOutcome.attempt(),
                commandOutcome.issue(),
                commandOutcome.status().name(),
                commandOutcome.detail(),
                CommonRowMapper.storeReplacements(commandOutcome.replacements()),
                commandOutcome.kernelRelease().orElse(null),
                commandOutcome.verifiedBy().name());
    }

    private static CommandOutcome restore(StoredAnswer stored) {
        return new CommandOutcome(
                CommandType.valueOf(stored.getType()),
                stored.getAttempt(),
                stored.getIssue(),
                CommandOutcomeStatus.valueOf(stored.getStatus()),
                stored.getDetail(),
                CommonRowMapper.restoreReplacements(stored.getReplacements()),
                stored.getKernelRelease(),
                VerifiedBy.valueOf(stored.getVerifiedBy()));
    }
}
