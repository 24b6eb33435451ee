package io.slackwater.executor.budget;

import io.slackwater.executor.budget.Lease.Hold;
import io.slackwater.executor.update.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides who has a slot. It hears requests from the VMs' brains, and from the log what became of the updates; the two may overtake
 * each other, so each message carries the update's attempt and may come twice.
 */
public final class Allocator {

    private final Ledger ledger;
    private final Duration leaseTime;

    /** Decides by a ledger, which it changes. */
    public Allocator(Ledger ledger, Duration leaseTime) {
        this.ledger = ledger;
        this.leaseTime = leaseTime;
    }

    /** What to do with a request. */
    public enum Intake {
        /** Put it at the queue's end, unless it is in the queue. */
        QUEUE,
        /** Offer again what it has: its first offer may have been lost on a brain that did not ask then. */
        OFFER_AGAIN,
        /** It has what it asks for. */
        IGNORE
    }

    /** Takes a request in. A newer attempt means that the one before gave its slot back. */
    public Intake asked(Request request, Instant now) {
        Optional<Lease> lease = ledger.lease(request.updateId());
        if (lease.isEmpty()) {
            return Intake.QUEUE;
        }
        if (lease.get().request().attempt() < request.attempt() || lease.get().isOver(now)) {
            ledger.free(request.updateId());
            return Intake.QUEUE;
        }
        return lease.get().hold() == Hold.OFFERED ? Intake.OFFER_AGAIN : Intake.IGNORE;
    }

    /** Takes an offer back that its update does not want; what is used already stays. */
    public void declined(Request request) {
        ledger.lease(request.updateId())
                .filter(lease -> lease.hold() == Hold.OFFERED)
                .filter(lease -> lease.request().attempt() == request.attempt())
                .ifPresent(lease -> ledger.free(request.updateId()));
    }

    /**
     * Hears what became of an update. A failed one keeps its slot until it is rolled back: a fleet on which everything fails comes to
     * a stop by itself.
     */
    public void heard(Request update, Phase phase, Instant now) {
        boolean isOld = ledger.lease(update.updateId())
                .filter(lease -> lease.request().attempt() > update.attempt())
                .isPresent();
        if (isOld && !phase.isFinal()) {
            return;
        }
        switch (phase) {
            case GRANTED -> ledger.take(new Lease(update, Hold.IN_FLIGHT, now));
            case APPLIED -> ledger.take(new Lease(update, Hold.AWAITING_START, now));
            case RELEASED, VERIFIED, ROLLED_BACK, SUPERSEDED, WITHDRAWN, NOT_NEEDED -> ledger.free(update.updateId());
            case REQUIRED, FAILED -> {
                // Neither takes nor gives back a slot.
            }
        }
    }

    /** Offers a slot, or nothing where there is none for that host. */
    public Optional<Lease> offer(Request request, Instant now) {
        if (!ledger.hasRoomOn(request.hostId())) {
            return Optional.empty();
        }
        Lease lease = new Lease(request, Hold.OFFERED, now.plus(leaseTime));
        ledger.take(lease);
        return Optional.of(lease);
    }
}
