package io.slackwater.ingest.publication;

/**
 * A change becomes available once and is withdrawn once, and that is the end of it: to bring the same content back under
 * the same id would revive what update services have already acted on.
 */
public final class PublicationRule {

    private PublicationRule() {}

    /** Decides what becomes of a sighting of a change with this standing. */
    public static Decision decide(Standing standing, Sighting sighting) {
        if (sighting instanceof Sighting.Offered) {
            return onOffer(standing);
        }
        if (sighting instanceof Sighting.Recalled) {
            return onRecall(standing);
        }
        return new Decision.Refuse(((Sighting.Contradictory) sighting).contradiction());
    }

    private static Decision onOffer(Standing standing) {
        return switch (standing) {
            case UNPUBLISHED -> new Decision.Publish(Standing.AVAILABLE);
            case AVAILABLE -> new Decision.Duplicate();
            case WITHDRAWN ->
                new Decision.Refuse(
                        "the change was withdrawn; publish other content, or the same under another version");
        };
    }

    private static Decision onRecall(Standing standing) {
        return switch (standing) {
            case UNPUBLISHED -> new Decision.Refuse("there is no such change to withdraw");
            case AVAILABLE -> new Decision.Publish(Standing.WITHDRAWN);
            case WITHDRAWN -> new Decision.Duplicate();
        };
    }
}
