package io.slackwater.domain.rollout;

import io.slackwater.domain.update.VerifiedBy;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A wave of the VMs of a policy. Its opening and what became of its updates come from two topics, in either order.
 *
 * @param number from 1; 0 stands for the updates that are in no wave yet
 * @param opening empty until it was opened
 * @param counts where its updates stand
 * @param lastEndedAt when the last of its updates was judged, or ended without a verdict; empty until one was
 * @param pausedOver for how many failures the rollout was paused last; 0 where it was not
 * @param forgiven how many failures somebody has seen and gone on from
 * @param verifiedBy how many of its verified updates were verified by what; fewer than are verified where nobody said it
 */
public record Wave(
        int number,
        Optional<Opening> opening,
        RolloutCounts counts,
        Optional<Instant> lastEndedAt,
        long pausedOver,
        long forgiven,
        Map<VerifiedBy, Long> verifiedBy) {

    public Wave {
        verifiedBy = Map.copyOf(verifiedBy);
    }

    /** The quota of a wave that takes all the rest. */
    public static final long ALL = Long.MAX_VALUE;

    /**
     * That a wave was opened.
     *
     * @param quota how many VMs it takes; {@link #ALL} for all the rest
     */
    public record Opening(long quota, Instant at) {}

    /** A wave of which nothing was heard. */
    public static Wave unopened(int number) {
        return new Wave(number, Optional.empty(), RolloutCounts.NONE, Optional.empty(), 0, 0, Map.of());
    }

    /** It was opened. Only the first opening counts. */
    Wave opened(long quota, Instant at) {
        return new Wave(
                number,
                Optional.of(opening.orElse(new Opening(quota, at))),
                counts,
                lastEndedAt,
                pausedOver,
                forgiven,
                verifiedBy);
    }

    /** So many more, or fewer, of its updates stand there. */
    Wave counting(MemberState state, long more, Instant at) {
        boolean ends = more > 0 && state.isDecided();
        Optional<Instant> ended = ends && lastEndedAt.filter(at::isBefore).isEmpty() ? Optional.of(at) : lastEndedAt;
        return new Wave(number, opening, counts.plus(state, more), ended, pausedOver, forgiven, verifiedBy);
    }

    /** One of its updates was verified by that. */
    Wave verified(VerifiedBy by) {
        Map<VerifiedBy, Long> more = new EnumMap<>(VerifiedBy.class);
        more.putAll(verifiedBy);
        more.merge(by, 1L, Long::sum);
        return new Wave(number, opening, counts, lastEndedAt, pausedOver, forgiven, more);
    }

    Wave pausedOver(long failures) {
        return new Wave(number, opening, counts, lastEndedAt, Math.max(pausedOver, failures), forgiven, verifiedBy);
    }

    /** Somebody goes on in spite of what it was paused for. */
    Wave resumed() {
        return new Wave(number, opening, counts, lastEndedAt, pausedOver, Math.max(forgiven, pausedOver), verifiedBy);
    }

    /** Whether it takes another VM. */
    boolean hasRoom() {
        return opening.filter(open -> counts.where(MemberState::takesPlace) < open.quota())
                .isPresent();
    }

    /** Returns how many of its updates have a place and no verdict yet. */
    long undecided() {
        return counts.where(state -> state.takesPlace() && !state.isDecided());
    }

    long failures() {
        return counts.where(MemberState::isFailure);
    }
}
