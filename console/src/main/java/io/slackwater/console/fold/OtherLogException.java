package io.slackwater.console.fold;

/** Says that a database is folded from another log than the one that is to be read. */
public final class OtherLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OtherLogException(String noted, String clusterId) {
        super("The database is folded from the log of Kafka cluster " + noted + ", and this is cluster " + clusterId
                + ". Name the database of this cluster, or an empty one");
    }
}
