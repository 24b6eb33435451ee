package io.slackwater.broker;

import java.util.HashMap;
import java.util.Map;

/** Kafka's own settings for a combined broker and controller that is alone. */
final class BrokerSettings {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "CLIENT";
    /** Half a million compacted keys at once; the default of 128 MiB would be most of a small process. */
    private static final int CLEANER_BUFFER_BYTES = 2 * 1024 * 1024;

    /** Allocated twice for each partition. An index that is full begins a new segment, after about 85 MiB. */
    private static final int INDEX_BYTES = 256 * 1024;

    private BrokerSettings() {}

    static Map<String, String> of(BrokerConfiguration configuration, Ports ports) {
        Map<String, String> settings = new HashMap<>(listeners(configuration.host(), ports));
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put("log.dirs", configuration.dataDirectory().toAbsolutePath().toString());
        settings.put("auto.create.topics.enable", "false");
        settings.putAll(alone());
        settings.putAll(small());
        return settings;
    }

    private static Map<String, String> listeners(String host, Ports ports) {
        String client = CLIENT_LISTENER + "://" + host + ":" + ports.client();
        String controller = CONTROLLER_LISTENER + "://" + host + ":" + ports.controller();
        return Map.of(
                "listeners",
                client + "," + controller,
                "advertised.listeners",
                client,
                "inter.broker.listener.name",
                CLIENT_LISTENER,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "controller.quorum.voters",
                NODE_ID + "@" + host + ":" + ports.controller());
    }

    /** Nobody to replicate to, and no group member to wait for. */
    private static Map<String, String> alone() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, String> small() {
        return Map.of(
                "offsets.topic.num.partitions", "4",
                // Positions that expire while the services rest would make them read the log again with their state at
                // its end.
                "offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE),
                "transaction.state.log.num.partitions", "4",
                "share.coordinator.state.topic.num.partitions", "1",
                "num.network.threads", "2",
                "num.io.threads", "4",
                "log.cleaner.dedupe.buffer.size", String.valueOf(CLEANER_BUFFER_BYTES),
                "log.index.size.max.bytes", String.valueOf(INDEX_BYTES));
    }
}
