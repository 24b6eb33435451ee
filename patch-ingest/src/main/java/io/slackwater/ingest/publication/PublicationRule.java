package io.slackwater.ingest.publication;

/**
 * A change becomes available once and is withdrawn once, and that is the end of it: to bring the same content back under
 * the same id would revive what update services have already acted on. Under another id it would bring back what was withdrawn for
 * its content.
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
        return switch (past.standing()) {
            case UNPUBLISHED ->
                past.recalled()
                        .<Decision>map(content -> refuse(content.describe()))
                        .orElseGet(() -> new Decision.Publish(Standing.AVAILABLE));
            case AVAILABLE -> new Decision.Duplicate();
            case WITHDRAWN -> refuse(past.recall().map(Recall::describe).orElse("the change was withdrawn"));
        };
    }

    private static Decision onRecall(Standing standing) {
        return switch (standing) {
            case UNPUBLISHED -> new Decision.Refuse("there is no such change to withdraw");
            case AVAILABLE -> new Decision.Publish(Standing.WITHDRAWN);
            case WITHDRAWN -> new Decision.Duplicate();
        };
    }

    private static Decision refuse(String cause) {
        return new Decision.Refuse(cause + "; " + Recall.REMEDY);
    }
}
