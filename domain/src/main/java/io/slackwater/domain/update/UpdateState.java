package io.slackwater.domain.update;

import io.slackwater.domain.blocker.Blocker;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of an open update. Each transition is a method of the state that it leaves, so that an illegal one does not
 * compile. An update that ended has no state.
 */
public sealed interface UpdateState {

    /** How often the update was granted. */
    int attempt();

    /** Whether the VM is, or may be, changed by the update: then no other update of the VM may begin. */
    default boolean isInFlight() {
        return kind() != Kind.WAITING;
    }

    /** Returns which state it is, as events say it. */
    Kind kind();

    /** The states as events say them. A verification that an event finds interrupted begins again at the next start. */
    enum Kind {
        WAITING(Phase.REQUIRED),
        GRANTED(Phase.GRANTED),
        AWAITING_START(Phase.APPLIED),
        ROLLING_BACK(Phase.FAILED),
        AWAITING_STOP(Phase.FAILED);

        private final Phase phase;

        Kind(Phase phase) {
            this.phase = phase;
        }

        /** Whether the VM was changed, so that its host is waited for. */
        boolean hasChangedTheVm() {
            return switch (this) {
                case WAITING, GRANTED -> false;
                case AWAITING_START, ROLLING_BACK, AWAITING_STOP -> true;
            };
        }
    }

    /** The phase that this state belongs to; one that waits is always said to be required. */
    default Phase phase() {
        return kind().phase;
    }

    /** Whether an update that is in another state of the same attempt is just there. */
    default boolean isWhere(UpdateState other) {
        return getClass() == other.getClass() && attempt() == other.attempt();
    }

    /** Returns what the visitor says of this state. */
    <R> R accept(Visitor<R> visitor);

    /** A worker was told something, and its answer is outstanding. */
    sealed interface Commanded extends UpdateState {

        /** Returns what the worker was told to do. */
        CommandType commandType();

        /** Returns when it was told, and how often. */
        CommandIssue issue();
    }

    /** It did not work, or is not wanted any more: what was done is undone. */
    sealed interface Failed extends UpdateState {

        /** Returns why, for a person. */
        String cause();
    }

    /**
     * Waits until the VM is modifiable and a lease is free.
     *
     * @param askedAt since when it asks for a lease; empty while something else holds it up
     * @param leaseUntil until when an unused offer holds; empty where there is none
     * @param backoff what sent it back last; empty where nothing did
     * @param refusal what the budget has against it; empty where it said nothing
     */
    record Waiting(
            int attempt,
            Optional<Instant> askedAt,
            Optional<Instant> leaseUntil,
            Optional<ReleaseBackoff> backoff,
            Optional<Blocker> refusal)
            implements UpdateState {

        /** The state of an update that was just opened. */
        public static final Waiting FRESH = of(0);

        /** The state of an update that asks for nothing yet. */
        public static Waiting of(int attempt) {
            return new Waiting(attempt, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        @Override
        public Kind kind() {
            return Kind.WAITING;
        }

        /** Asks for a lease. */
        public Waiting asking(Instant now) {
            return new Waiting(attempt, Optional.of(now), Optional.empty(), backoff, refusal);
        }

        /** Is offered a lease, if it is used in time. */
        public Waiting offered(Instant until) {
            return new Waiting(attempt, askedAt, Optional.of(until), backoff, Optional.empty());
        }

        /** Is told what stands against it. */
        public Waiting refused(Blocker blocker) {
            return new Waiting(attempt, askedAt, Optional.empty(), backoff, Optional.of(blocker));
        }

        /** Is held up again: gives back what it asked for. */
        public Waiting heldUp() {
            return new Waiting(attempt, Optional.empty(), Optional.empty(), backoff, Optional.empty());
        }

        /** Uses its lease. */
        public Granted granted(Instant now) {
            return new Granted(attempt + 1, CommandIssue.first(now), backoff);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.waiting(this);
        }
    }

    /**
     * A worker is told to apply it.
     *
     * @param backoff what sent the attempt before this one back; empty where nothing did
     */
    record Granted(int attempt, CommandIssue issue, Optional<ReleaseBackoff> backoff) implements Commanded {

        @Override
        public Kind kind() {
            return Kind.GRANTED;
        }

        /** Tells the worker again. */
        public Granted issuedAgain(Instant now) {
            return new Granted(attempt, issue.next(now), backoff);
        }

        /** Nothing was done; the lease is given back. */
        public Waiting released(ReleaseBackoff newSetback) {
            return new Waiting(attempt, Optional.empty(), Optional.empty(), Optional.of(newSetback), Optional.empty());
        }

        /**
         * The definition of the next start is the new one.
         *
         * @param run since when the VM has been running; empty where it is off
         */
        public AwaitingStart applied(Optional<Instant> run, Instant now) {
            return new AwaitingStart(attempt, now, run, now);
        }

        /** It did not work, or is not wanted any more: what was done is to be undone. */
        public RollingBack failed(String cause, Instant now) {
            return new RollingBack(attempt, cause, CommandIssue.first(now));
        }

        @Override
        public CommandType commandType() {
            return CommandType.APPLY;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.granted(this);
        }
    }

    /**
     * Applied; the next start will show whether it works.
     *
     * @param judgedRunSince since when the VM was in the state in which a verification found no verdict; empty where none was tried
     * @param notBefore when the next verification may begin
     */
    record AwaitingStart(int attempt, Instant appliedAt, Optional<Instant> judgedRunSince, Instant notBefore)
            implements UpdateState {

        @Override
        public Kind kind() {
            return Kind.AWAITING_START;
        }

        /** The VM was started. */
        public Verifying started(Instant runSince, Instant now) {
            return new Verifying(attempt, appliedAt, runSince, CommandIssue.first(now));
        }

        /** Its VM is to be restarted: the lease that it waits with is given back for one to do that. */
        public Waiting released() {
            return Waiting.of(attempt);
        }

        /** It is not to be started any more: what was done is to be undone. */
        public RollingBack failed(String cause, Instant now) {
            return new RollingBack(attempt, cause, CommandIssue.first(now));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.awaitingStart(this);
        }
    }

    /**
     * A worker is told to look whether the VM came up on the new volumes.
     *
     * @param runSince since when the VM has been in the state that is judged
     */
    record Verifying(int attempt, Instant appliedAt, Instant runSince, CommandIssue issue) implements Commanded {

        @Override
        public Kind kind() {
            return Kind.AWAITING_START;
        }

        /** Tells the worker again. */
        public Verifying issuedAgain(Instant now) {
            return new Verifying(attempt, appliedAt, runSince, issue.next(now));
        }

        /** There was no verdict on this run; the next start is judged. */
        public AwaitingStart inconclusive(Instant notBefore) {
            return new AwaitingStart(attempt, appliedAt, Optional.of(runSince), notBefore);
        }

        /** Nobody looked; the same run is to be judged again. */
        public AwaitingStart unseen(Instant notBefore) {
            return new AwaitingStart(attempt, appliedAt, Optional.empty(), notBefore);
        }

        /** It did not come up. */
        public RollingBack failed(String cause, Instant now) {
            return new RollingBack(attempt, cause, CommandIssue.first(now));
        }

        @Override
        public CommandType commandType() {
            return CommandType.VERIFY;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.verifying(this);
        }
    }

    /**
     * A worker is told to put the old references back.
     *
     * @param cause why, for a person
     */
    record RollingBack(int attempt, String cause, CommandIssue issue) implements Commanded, Failed {

        @Override
        public Kind kind() {
            return Kind.ROLLING_BACK;
        }

        /** Tells the worker again. */
        public RollingBack issuedAgain(Instant now) {
            return new RollingBack(attempt, cause, issue.next(now));
        }

        /** The definition is put back, but the guest still runs the new one. */
        public AwaitingStop restored(Instant now) {
            return new AwaitingStop(attempt, cause, now);
        }

        @Override
        public CommandType commandType() {
            return CommandType.ROLL_BACK;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rollingBack(this);
        }
    }

    /**
     * Rolled back as soon as the guest does not run the new definition any more. Stopping it is its owner's right.
     *
     * @param cause why it was rolled back, for a person
     * @param since since when the definition is the old one again
     */
    record AwaitingStop(int attempt, String cause, Instant since) implements Failed {

        @Override
        public Kind kind() {
            return Kind.AWAITING_STOP;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.awaitingStop(this);
        }
    }

    /**
     * Says something of each state. It has no default: the compiler names each place that a new state is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R waiting(Waiting waiting);

        R granted(Granted granted);

        R awaitingStart(AwaitingStart awaitingStart);

        R verifying(Verifying verifying);

        R rollingBack(RollingBack rollingBack);

        R awaitingStop(AwaitingStop awaitingStop);
    }
}
