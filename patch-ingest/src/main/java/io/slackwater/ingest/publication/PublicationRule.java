package io.slackwater.ingest.publication;

/**
 * A change becomes available once and is withdrawn once, and that is the end of it: to bring the same content back under
 * the same id would revive what update services have already acted on. Under another id it would bring back what was withdrawn for
 * its content. A version that was published has one content for ever, unless a change says that it replaces that content.
 */
public final class PublicationRule {

    private PublicationRule() {}

    /** Decides what becomes of a sighting of a change with this past. */
    public static Decision decide(Past past, Sighting sighting) {
        if (sighting instanceof Sighting.Offered) {
            return onOffer(past);
        }
        if (sighting instanceof Sighting.Recalled) {
            return onRecall(past.standing());
        }
        return new Decision.Refuse(((Sighting.Contradictory) sighting).contradiction());
    }

    private static Decision onOffer(Past past) {
        if (past.standing() instanceof Standing.Available) {
            return new Decision.Duplicate(past.standing());
        }
        return past.hindrance()
                .<Decision>map(withdrawal -> new Decision.Refuse(withdrawal + "; " + Recall.REMEDY))
                .or(() -> past.other().map(other -> new Decision.Refuse(other.describe() + "; " + other.remedy())))
                .orElseGet(Decision.Publish::new);
    }

    private static Decision onRecall(Standing standing) {
        if (standing instanceof Standing.Available) {
            return new Decision.Withdraw();
        }
        return standing instanceof Standing.Withdrawn
                ? new Decision.Duplicate(standing)
                : new Decision.Refuse("there is no such change to withdraw");
    }
}
