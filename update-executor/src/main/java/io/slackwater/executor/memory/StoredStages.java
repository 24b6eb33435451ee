package io.slackwater.executor.memory;

import io.slackwater.executor.stored.StoredIssue;
import io.slackwater.executor.stored.StoredSetback;
import io.slackwater.executor.stored.StoredStage;
import io.slackwater.executor.update.Issue;
import io.slackwater.executor.update.Setback;
import io.slackwater.executor.update.Stage;

/** Maps stages, which Avro has as one record with a name. */
final class StoredStages {

    private static final String WAITING = "WAITING";
    private static final String GRANTED = "GRANTED";
    private static final String AWAITING_START = "AWAITING_START";
    private static final String VERIFYING = "VERIFYING";
    private static final String ROLLING_BACK = "ROLLING_BACK";
    private static final String AWAITING_STOP = "AWAITING_STOP";

    private StoredStages() {}

    static StoredStage store(Stage stage) {
        StoredStage.Builder stored = StoredStage.newBuilder().setAttempt(stage.attempt());
        if (stage instanceof Stage.Waiting waiting) {
            stored.setName(WAITING);
            stored.setAskedAt(waiting.askedAt().orElse(null));
            stored.setLeaseUntil(waiting.leaseUntil().orElse(null));
            stored.setSetback(waiting.setback().map(StoredStages::store).orElse(null));
            stored.setRefusal(waiting.refusal().map(StoredParts::store).orElse(null));
        } else if (stage instanceof Stage.Granted granted) {
            stored.setName(GRANTED).setIssue(store(granted.issue()));
            stored.setSetback(granted.setback().map(StoredStages::store).orElse(null));
        } else if (stage instanceof Stage.AwaitingStart awaiting) {
            stored.setName(AWAITING_START).setAppliedAt(awaiting.appliedAt());
            stored.setEpoch(awaiting.judgedEpoch().orElse(null)).setNotBefore(awaiting.notBefore());
        } else if (stage instanceof Stage.Verifying verifying) {
            stored.setName(VERIFYING).setAppliedAt(verifying.appliedAt());
            stored.setEpoch(verifying.epoch()).setIssue(store(verifying.issue()));
        } else if (stage instanceof Stage.RollingBack rollingBack) {
            stored.setName(ROLLING_BACK).setCause(rollingBack.cause()).setIssue(store(rollingBack.issue()));
        } else if (stage instanceof Stage.AwaitingStop awaiting) {
            stored.setName(AWAITING_STOP).setCause(awaiting.cause()).setSince(awaiting.since());
        }
        return stored.build();
    }

    static Stage restore(StoredStage stored) {
        int attempt = stored.getAttempt();
        return switch (stored.getName()) {
            case WAITING ->
                new Stage.Waiting(
                        attempt,
                        stored.getAskedAt(),
                        stored.getLeaseUntil(),
                        stored.getSetback().map(StoredStages::restore),
                        stored.getRefusal().map(StoredParts::restore));
            case GRANTED ->
                new Stage.Granted(attempt, issue(stored), stored.getSetback().map(StoredStages::restore));
            case AWAITING_START ->
                new Stage.AwaitingStart(
                        attempt,
                        stored.getAppliedAt().orElseThrow(),
                        stored.getEpoch(),
                        stored.getNotBefore().orElseThrow());
            case VERIFYING ->
                new Stage.Verifying(
                        attempt,
                        stored.getAppliedAt().orElseThrow(),
                        stored.getEpoch().orElseThrow(),
                        issue(stored));
            case ROLLING_BACK -> new Stage.RollingBack(attempt, stored.getCause(), issue(stored));
            case AWAITING_STOP ->
                new Stage.AwaitingStop(
                        attempt, stored.getCause(), stored.getSince().orElseThrow());
            default -> throw new IllegalStateException("The store has an update in stage " + stored.getName());
        };
    }

    private static StoredIssue store(Issue issue) {
        return new StoredIssue(issue.number(), issue.at());
    }

    private static Issue issue(StoredStage stored) {
        StoredIssue issue = stored.getIssue().orElseThrow();
        return new Issue(issue.getNumber(), issue.getAt());
    }

    private static StoredSetback store(Setback setback) {
        return new StoredSetback(
                setback.count(),
                setback.notBefore(),
                setback.blocker().map(StoredParts::store).orElse(null));
    }

    private static Setback restore(StoredSetback stored) {
        return new Setback(
                stored.getCount(), stored.getNotBefore(), stored.getBlocker().map(StoredParts::restore));
    }
}
