package io.slackwater.executor.memory;

import io.slackwater.executor.stored.StoredAdmission;
import io.slackwater.executor.stored.StoredAnswer;
import io.slackwater.executor.stored.StoredUpdate;
import io.slackwater.executor.update.Admission;
import io.slackwater.executor.update.Answer;
import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Tries;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.update.UpdateKey;
import io.slackwater.executor.update.VerifiedBy;

/** Maps open updates. */
final class StoredUpdates {

    private StoredUpdates() {}

    static StoredUpdate store(Update update) {
        return new StoredUpdate(
                update.id(),
                update.key().changeId(),
                update.key().episode(),
                update.hostId(),
                StoredParts.storeReplacements(update.replacements()),
                StoredParts.storeBlockers(update.shown()),
                StoredStages.store(update.stage()),
                update.answer().map(StoredUpdates::store).orElse(null),
                update.requiredAt(),
                update.decidedAt(),
                update.trace(),
                update.admission().map(StoredUpdates::store).orElse(null),
                update.returnsFrom().orElse(null),
                update.tries().refusals(),
                update.tries().stops(),
                update.tries().stoppedRun().orElse(null));
    }

    static Update restore(String vmId, StoredUpdate stored) {
        return new Update(
                new UpdateKey(stored.getUpdateId(), stored.getChangeId(), vmId, stored.getEpisode()),
                stored.getHostId(),
                StoredParts.restoreReplacements(stored.getReplacements()),
                StoredStages.restore(stored.getStage()),
                StoredParts.restoreBlockers(stored.getShown()),
                stored.getAnswer().map(StoredUpdates::restore),
                stored.getRequiredAt(),
                stored.getDecidedAt(),
                stored.getTrace(),
                stored.getAdmission().map(StoredUpdates::restore),
                stored.getReturnsFrom(),
                new Tries(stored.getRefusals(), stored.getStops(), stored.getStoppedRun()));
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

    private static StoredAnswer store(Answer answer) {
        return new StoredAnswer(
                answer.type().name(),
                answer.attempt(),
                answer.issue(),
                answer.status().name(),
                answer.detail(),
                StoredParts.storeReplacements(answer.replacements()),
                answer.kernelRelease().orElse(null),
                answer.verifiedBy().name());
    }

    private static Answer restore(StoredAnswer stored) {
        return new Answer(
                CommandType.valueOf(stored.getType()),
                stored.getAttempt(),
                stored.getIssue(),
                AnswerStatus.valueOf(stored.getStatus()),
                stored.getDetail(),
                StoredParts.restoreReplacements(stored.getReplacements()),
                stored.getKernelRelease(),
                VerifiedBy.valueOf(stored.getVerifiedBy()));
    }
}
