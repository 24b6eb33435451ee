package io.slackwater.topology.update.row;

import io.slackwater.domain.update.CommandIssue;
import io.slackwater.domain.update.ReleaseBackoff;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.executor.stored.StoredIssue;
import io.slackwater.executor.stored.StoredSetback;
import io.slackwater.executor.stored.StoredStage;
import io.slackwater.executor.stored.StoredStageName;
import io.slackwater.mapping.CommonMapper;

/** Maps update states, which Avro has as one record with a name. */
final class UpdateStateRowMapper {

    private UpdateStateRowMapper() {}

    static StoredStage store(UpdateState state) {
        return state.accept(new Storing(StoredStage.newBuilder().setAttempt(state.attempt())))
                .build();
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
                        stored.getRefusal().map(CommonMapper::blocker));
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
            case UNKNOWN ->
                throw new IllegalStateException("The store has an update in a state that this version does not know");
        };
    }

    private static StoredIssue store(CommandIssue issued) {
        return new StoredIssue(issued.number(), issued.at());
    }

    private static CommandIssue issue(StoredStage stored) {
        StoredIssue issue = stored.getIssue().orElseThrow();
        return new CommandIssue(issue.getNumber(), issue.getAt());
    }

    private static StoredSetback store(ReleaseBackoff backoff) {
        return new StoredSetback(
                backoff.count(),
                backoff.notBefore(),
                backoff.blocker().map(CommonMapper::blocker).orElse(null));
    }

    private static ReleaseBackoff restore(StoredSetback stored) {
        return new ReleaseBackoff(
                stored.getCount(), stored.getNotBefore(), stored.getBlocker().map(CommonMapper::blocker));
    }

    /** Adds the name of a state, and what it holds. */
    private record Storing(StoredStage.Builder stored) implements UpdateState.Visitor<StoredStage.Builder> {

        @Override
        public StoredStage.Builder waiting(UpdateState.Waiting waiting) {
            return stored.setName(StoredStageName.WAITING)
                    .setAskedAt(waiting.askedAt().orElse(null))
                    .setLeaseUntil(waiting.leaseUntil().orElse(null))
                    .setSetback(
                            waiting.backoff().map(UpdateStateRowMapper::store).orElse(null))
                    .setRefusal(waiting.refusal().map(CommonMapper::blocker).orElse(null));
        }

        @Override
        public StoredStage.Builder granted(UpdateState.Granted granted) {
            return stored.setName(StoredStageName.GRANTED)
                    .setIssue(store(granted.issue()))
                    .setSetback(
                            granted.backoff().map(UpdateStateRowMapper::store).orElse(null));
        }

        @Override
        public StoredStage.Builder awaitingStart(UpdateState.AwaitingStart awaitingStart) {
            return stored.setName(StoredStageName.AWAITING_START)
                    .setAppliedAt(awaitingStart.appliedAt())
                    .setEpoch(awaitingStart.judgedRunSince().orElse(null))
                    .setNotBefore(awaitingStart.notBefore());
        }

        @Override
        public StoredStage.Builder verifying(UpdateState.Verifying verifying) {
            return stored.setName(StoredStageName.VERIFYING)
                    .setAppliedAt(verifying.appliedAt())
                    .setEpoch(verifying.runSince())
                    .setIssue(store(verifying.issue()));
        }

        @Override
        public StoredStage.Builder rollingBack(UpdateState.RollingBack rollingBack) {
            return stored.setName(StoredStageName.ROLLING_BACK)
                    .setCause(rollingBack.cause())
                    .setIssue(store(rollingBack.issue()));
        }

        @Override
        public StoredStage.Builder awaitingStop(UpdateState.AwaitingStop awaitingStop) {
            return stored.setName(StoredStageName.AWAITING_STOP)
                    .setCause(awaitingStop.cause())
                    .setSince(awaitingStop.since());
        }
    }
}
