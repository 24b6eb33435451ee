package io.slackwater.streams.provision;

import java.time.Duration;

/**
 * A setting of a topic that is not as the catalogue asks.
 *
 * @param setting {@code partitions}, or Kafka's name of a topic configuration
 * @param found the value that the cluster has
 * @param needed the value that the catalogue asks for
 * @param losesData whether records are lost, refused or read by the wrong task while it stays so
 */
public record TopicDifference(String topic, String setting, String found, String needed, boolean losesData) {

    static final String PARTITIONS = "partitions";

    private static final String RETENTION = "retention.ms";
    private static final String FOREVER = "-1";

    /** Says it in one line, with the command that mends it on the cluster of these {@code bootstrap.servers}. */
    public String describe(String bootstrapServers) {
        if (setting.equals(RETENTION) && !losesData) {
            return "Topic " + topic + ": " + setting + " is " + found + ", longer than the " + needed
                    + " that are asked for. Nothing is lost: leave it";
        }
        return "Topic " + topic + ": " + setting + " is " + found + ", needed is " + needed + "." + loss() + " "
                + remedy(bootstrapServers);
    }

    private String loss() {
        return losesData ? " This loses data." : "";
    }

    /** Whoever made history shorter may mean it, and can say so; nothing that is kept for ever may be shorter. */
    private String auditDays() {
        return setting.equals(RETENTION) && !needed.equals(FOREVER)
                ? "If history is to be that short, run 'slackwater provision' with --audit-days %d. If not: "
                        .formatted(Math.max(
                                1, Duration.ofMillis(Long.parseLong(found)).toDays()))
                : "";
    }

    private String remedy(String bootstrapServers) {
        if (!setting.equals(PARTITIONS)) {
            return auditDays() + "Run: kafka-configs.sh --bootstrap-server " + bootstrapServers
                    + " --alter --entity-type topics --entity-name " + topic + " --add-config " + setting + "="
                    + needed;
        }
        return losesData
                ? "If the topic is empty, stop the services and run: kafka-topics.sh --bootstrap-server "
                        + bootstrapServers + " --delete --topic " + topic
                        + ", then 'slackwater provision' with " + needed
                        + " partitions. If it is not, copy the log into new topics: a partition count never changes"
                : "A partition count never changes: go on with the one that is there";
    }
}
