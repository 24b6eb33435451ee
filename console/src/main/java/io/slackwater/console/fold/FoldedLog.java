package io.slackwater.console.fold;

import org.jdbi.v3.core.Jdbi;

/** Says which Kafka cluster's log the database is folded from. */
public final class FoldedLog {

    private FoldedLog() {}

    /**
     * Notes the cluster where the database is new.
     *
     * @throws OtherLogException if the database is folded from another cluster's log
     */
    public static void require(Jdbi database, String clusterId) {
        String noted = database.inTransaction(transaction -> {
            transaction
                    .createUpdate("INSERT INTO folded_log (cluster_id) SELECT :cluster WHERE NOT EXISTS"
                            + " (SELECT FROM folded_log)")
                    .bind("cluster", clusterId)
                    .execute();
            return transaction
                    .createQuery("SELECT cluster_id FROM folded_log")
                    .mapTo(String.class)
                    .one();
        });
        if (!noted.equals(clusterId)) {
            throw new OtherLogException(noted, clusterId);
        }
    }
}
