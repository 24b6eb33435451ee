package io.slackwater.domain.storage.volume;

import io.slackwater.domain.storage.model.UploadProgress;
import java.time.Instant;
import java.util.Optional;

/** The state of a volume, from requested to gone. A legal transition is a method of the state that it leaves. */
public sealed interface VolumeState {

    /** Returns the time before which nothing is decided about it, whatever the clock says; empty where it waits for no time. */
    Optional<Instant> waitsUntil();

    /** Returns since when nothing needs it; empty where something does, or where it is not there. */
    default Optional<Instant> dueSince() {
        return Optional.empty();
    }

    /** Returns since when a reference check of every host finds nothing; empty where it is not due, or was not found so. */
    default Optional<Instant> unreferencedSince() {
        return Optional.empty();
    }

    /** Returns how far its upload is; {@link UploadProgress#NONE} where none is under way. */
    default UploadProgress progress() {
        return UploadProgress.NONE;
    }

    /** Returns what it becomes when a worker has deleted it; empty where it is not there, or no delete of it can have been meant. */
    Optional<Gone> deleted(Instant at);

    /** Returns what the visitor says of this state. */
    <R> R accept(Visitor<R> visitor);

    /** It is there, and no delete of it is commanded. */
    sealed interface There extends VolumeState {

        /** Nobody has read its content, which is wanted: staging reads it first. */
        Staging unread();

        /** Somebody else took it away. */
        Gone vanished(Instant at);

        @Override
        default Optional<Gone> deleted(Instant at) {
            return Optional.of(vanished(at));
        }
    }

    /**
     * It is to be uploaded.
     *
     * @param commanded whether a command is out; until {@code retry.notBefore} no other is issued
     * @param restoring whether it is put back because a use was found after its delete, whether a change needs it or not
     * @param progress how far the commanded upload is
     */
    record Staging(RetrySchedule retry, boolean commanded, boolean restoring, UploadProgress progress)
            implements VolumeState {
        public static final Staging WANTED = new Staging(RetrySchedule.AT_ONCE, false, false, UploadProgress.NONE);

        Staging issued(Instant reissueAt) {
            return new Staging(new RetrySchedule(retry.failures(), reissueAt), true, restoring, UploadProgress.NONE);
        }

        /** It goes on, so it is not issued again for as long as one that begins. */
        Staging progressed(UploadProgress now, Instant reissueAt) {
            return new Staging(new RetrySchedule(retry.failures(), reissueAt), true, restoring, now);
        }

        Staging failed(RetrySchedule next) {
            return new Staging(next, false, restoring, UploadProgress.NONE);
        }

        Staging awaitingHost() {
            return new Staging(retry, false, restoring, UploadProgress.NONE);
        }

        Present staged() {
            return Present.AT_REST;
        }

        Gone abandoned(Instant at) {
            return new Gone(at);
        }

        /** It was given up, and a part of it may be there. */
        Present leftBehind() {
            return Present.AT_REST;
        }

        @Override
        public Optional<Instant> waitsUntil() {
            return Optional.of(retry.notBefore());
        }

        @Override
        public Optional<Gone> deleted(Instant at) {
            return Optional.empty();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.staging(this);
        }
    }

    /**
     * It is there, and no retirement is under way.
     *
     * @param retry when it may be considered again after a look found it in use
     */
    record Present(RetrySchedule retry) implements There {
        public static final Present AT_REST = new Present(RetrySchedule.AT_ONCE);

        Due due(Instant since) {
            return new Due(since, RetrySchedule.AT_ONCE);
        }

        @Override
        public Gone vanished(Instant at) {
            return new Gone(at);
        }

        @Override
        public Staging unread() {
            return Staging.WANTED;
        }

        @Override
        public Optional<Instant> waitsUntil() {
            return Optional.of(retry.notBefore());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.present(this);
        }
    }

    /**
     * Nothing needs it; the grace time runs.
     *
     * @param retry when it may be retired after hosts could not be asked
     * @param turn when it may be retired by the rate of deletes; empty until it has asked
     * @param unreferencedSince since when a reference check of every host finds nothing, for a dry run; empty where none was made, or the
     *     last one did not say so
     */
    record Due(Instant since, RetrySchedule retry, Optional<Instant> turn, Optional<Instant> unreferencedSince)
            implements There {

        Due(Instant since, RetrySchedule retry) {
            this(since, retry, Optional.empty(), Optional.empty());
        }

        @Override
        public Optional<Instant> dueSince() {
            return Optional.of(since);
        }

        Present needed() {
            return Present.AT_REST;
        }

        Retiring retire(Instant reissueAt) {
            return new Retiring(since, retry.failures(), reissueAt);
        }

        /** A look without a delete is commanded, and has run out at {@code reissueAt}. */
        Due inspected(Instant reissueAt) {
            return new Due(since, new RetrySchedule(retry.failures(), reissueAt));
        }

        Present referenced(RetrySchedule next) {
            return new Present(next);
        }

        Due unanswered(RetrySchedule next) {
            return new Due(since, next);
        }

        /** The reference check of every host found nothing. */
        Due unreferenced(Instant now) {
            return new Due(since, RetrySchedule.AT_ONCE, Optional.empty(), Optional.of(now));
        }

        /** It has asked, and is considered again at that time. */
        Due awaiting(Instant at) {
            return new Due(since, retry, Optional.of(at), Optional.empty());
        }

        /** It cannot be retired now: it keeps its turn unless that has come, and a dry run checks its references anew. */
        Due blocked(Instant now) {
            return new Due(since, retry, turn.filter(now::isBefore), Optional.empty());
        }

        @Override
        public Gone vanished(Instant at) {
            return new Gone(at);
        }

        @Override
        public Staging unread() {
            return Staging.WANTED;
        }

        @Override
        public Optional<Instant> waitsUntil() {
            return Optional.of(turn.filter(retry.notBefore()::isBefore).orElse(retry.notBefore()));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.due(this);
        }
    }

    /**
     * The last look and the delete are commanded: nothing may pin it until an outcome has come, or the command has
     * provably run out.
     *
     * @param since since when it is due
     * @param failures how often a look failed before
     * @param reissueAt when the command has run out
     */
    record Retiring(Instant since, int failures, Instant reissueAt) implements VolumeState {
        @Override
        public Optional<Instant> dueSince() {
            return Optional.of(since);
        }

        Gone reclaimed(Instant at) {
            return new Gone(at);
        }

        Present referenced(RetrySchedule next) {
            return new Present(next);
        }

        Due unanswered(RetrySchedule next) {
            return new Due(since, next);
        }

        /** Nobody knows yet whether it was deleted; nothing is asked before the command has run out. */
        Retiring unclear(RetrySchedule next) {
            Instant later = next.notBefore().isAfter(reissueAt) ? next.notBefore() : reissueAt;
            return new Retiring(since, next.failures(), later);
        }

        Retiring reissued(Instant nextReissueAt) {
            return new Retiring(since, failures, nextReissueAt);
        }

        RetrySchedule retry() {
            return new RetrySchedule(failures, reissueAt);
        }

        @Override
        public Optional<Instant> waitsUntil() {
            return Optional.of(reissueAt);
        }

        @Override
        public Optional<Gone> deleted(Instant at) {
            return Optional.of(reclaimed(at));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.retiring(this);
        }
    }

    /** It is not there: reclaimed, or given up before it was staged. */
    record Gone(Instant at) implements VolumeState {
        Staging restored() {
            return new Staging(RetrySchedule.AT_ONCE, false, true, UploadProgress.NONE);
        }

        Present reappeared() {
            return Present.AT_REST;
        }

        @Override
        public Optional<Instant> waitsUntil() {
            return Optional.empty();
        }

        @Override
        public Optional<Gone> deleted(Instant at) {
            return Optional.empty();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.gone(this);
        }
    }

    /**
     * Says something of each state. It has no default: the compiler names each place that a new state is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R staging(Staging staging);

        R present(Present present);

        R due(Due due);

        R retiring(Retiring retiring);

        R gone(Gone gone);
    }
}
