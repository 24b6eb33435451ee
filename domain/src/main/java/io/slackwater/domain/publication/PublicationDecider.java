package io.slackwater.domain.publication;

/**
 * A change becomes available once and is withdrawn once, and that is the end of it: to bring the same content back under
 * the same id would revive what update services have already acted on. Under another id it would bring back what was withdrawn for
 * its content. A version that was published has one content for ever, unless a change says that it replaces that content.
 */
public final class PublicationDecider {

    private PublicationDecider() {}

    /** Decides what becomes of a sighting of a change with this past. */
    public static PublicationDecision decide(PublicationHistory history, Sighting sighting) {
        return sighting.accept(new BySighting(history));
    }

    private static PublicationDecision onOffer(PublicationHistory history) {
        if (history.state() instanceof PublicationState.Available) {
            return new PublicationDecision.Duplicate(history.state());
        }
        return history.withdrawalReason()
                .<PublicationDecision>map(
                        withdrawal -> new PublicationDecision.Refuse(withdrawal + "; " + Withdrawal.REMEDY))
                .or(() -> history.contentConflict()
                        .map(other -> new PublicationDecision.Refuse(other.describe() + "; " + other.remedy())))
                .orElseGet(PublicationDecision.Publish::new);
    }

    private static PublicationDecision onWithdrawal(PublicationState state) {
        if (state instanceof PublicationState.Available) {
            return new PublicationDecision.Withdraw();
        }
        return state instanceof PublicationState.Withdrawn
                ? new PublicationDecision.Duplicate(state)
                : new PublicationDecision.Refuse("there is no such change to withdraw");
    }

    /** Decides by each kind of sighting. */
    private record BySighting(PublicationHistory history) implements Sighting.Visitor<PublicationDecision> {

        @Override
        public PublicationDecision available(Sighting.Available available) {
            return onOffer(history);
        }

        @Override
        public PublicationDecision withdrawn(Sighting.Withdrawn withdrawn) {
            return onWithdrawal(history.state());
        }

        @Override
        public PublicationDecision contradictory(Sighting.Contradictory contradictory) {
            return new PublicationDecision.Refuse(contradictory.contradiction());
        }
    }
}
