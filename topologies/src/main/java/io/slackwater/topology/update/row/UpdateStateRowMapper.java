package io.slackwater.topology.update.row;

import io.slackwater.domain.update.Issue;
import io.slackwater.domain.update.ReleaseBackoff;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.executor.stored.StoredIssue;
import io.slackwater.executor.stored.StoredSetback;
import io.slackwater.executor.stored.StoredStage;

/** Maps states, which Avro has as one record with a name. */
final class UpdateStateRowMapper {

    private static final String WAITING = "WAITING";
    private static final String GRANTED = "GRANTED";
    private static final String AWAITING_START = "AWAITING_START";
    private static final String VERIFYING = "VERIFYING";
    private static final String ROLLING_BACK = "ROLLING_BACK";
    private static final String AWAITING_STOP = "AWAITING_STOP";

    private UpdateStateRowMapper() {}

    static StoredStage store(UpdateState state) {
        StoredStage.Builder stored = StoredStage.newBuilder().setAttempt(state.attempt());
        if (state instanceof UpdateState.Waiting waiting) {
            stored.setName(WAITING);
            stored.setAskedAt(waiting.askedAt().orElse(null));
            stored.setLeaseUntil(waiting.leaseUntil().orElse(null));
            stored.setSetback(waiting.setback().map(UpdateStateRowMapper::store).orElse(null));
            stored.setRefusal(waiting.refusal().map(CommonRowMapper::store).orElse(null));
        } else if (state instanceof UpdateState.Granted granted) {
            stored.setName(GRANTED).setIssue(store(granted.issue()));
            stored.setSetback(granted.setback().map(UpdateStateRowMapper::store).orElse(null));
        } else if (state instanceof UpdateState.AwaitingStart awaiting) {
            stored.setName(AWAITING_START).setAppliedAt(awaiting.appliedAt());
            stored.setEpoch(awaiting.judgedEpoch().orElse(null)).setNotBefore(awaiting.notBefore());
        } else if (state instanceof UpdateState.Verifying verifying) {
            stored.setName(VERIFYING).setAppliedAt(verifying.appliedAt());
            stored.setEpoch(verifying.epoch()).setIssue(store(verifying.issue()));
        } else if (state instanceof UpdateState.RollingBack rollingBack) {
            stored.setName(ROLLING_BACK).setCause(rollingBack.cause()).setIssue(store(rollingBack.issue()));
        } else if (state instanceof UpdateState.AwaitingStop awaiting) {
            stored.setName(AWAITING_STOP).setCause(awaiting.cause()).setSince(awaiting.since());
        }
        return stored.build();
    }

    static UpdateState restore(StoredStage stored) {
        int attempt = stored.getAttempt();
        return switch (stored.getName()) {
            case WAITING ->
                new UpdateState.Waiting(
                        attempt,
                        stored.getAskedAt(),
                        stored.getLeaseUntil(),
                        stored.getSetback().map(UpdateStateRowMapper::restore),
                        stored.getRefusal().map(CommonRowMapper::restore));
            case GRANTED ->
                new UpdateState.Granted(
                        attempt, issue(stored), stored.getSetback().map(UpdateStateRowMapper::restore));
            case AWAITING_START ->
                new UpdateState.AwaitingStart(
                        attempt,
                        stored.getAppliedAt().orElseThrow(),
                        stored.getEpoch(),
                        stored.getNotBefore().orElseThrow());
            case VERIFYING ->
                new UpdateState.Verifying(
                        attempt,
                        stored.getAppliedAt().orElseThrow(),
                        stored.getEpoch().orElseThrow(),
                        issue(stored));
            case ROLLING_BACK -> new UpdateState.RollingBack(attempt, stored.getCause(), issue(stored));
            case AWAITING_STOP ->
                new UpdateState.AwaitingStop(
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

    private static StoredSetback store(ReleaseBackoff backoff) {
        return new StoredSetback(
                backoff.count(),
                backoff.notBefore(),
                backoff.blocker().map(CommonRowMapper::store).orElse(null));
    }

    private static ReleaseBackoff restore(StoredSetback stored) {
        return new ReleaseBackoff(
                stored.getCount(), stored.getNotBefore(), stored.getBlocker().map(CommonRowMapper::restore));
    }
}
