package io.slackwater.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker in this process. Its data stays in its directory when it is closed; started there again, it goes on
 * with the same topics, groups and transactions.
 */
public final class EmbeddedBroker implements AutoCloseable {

    /** Between the choice of a free port and the broker's bind somebody else may take it. */
    private static final int STARTS = 3;

    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private EmbeddedBroker(DirectoryLock lock, KafkaRaftServer server, String bootstrapServers) {
        this.lock = lock;
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and returns when it serves clients.
     *
     * @throws BrokerException if the directory cannot be written or belongs to a running broker, or the port is taken
     */
    public static EmbeddedBroker start(BrokerConfiguration configuration) {
        DirectoryLock lock = DirectoryLock.take(configuration.dataDirectory());
        try {
            formatUnlessDone(configuration.dataDirectory());
            return startLocked(configuration, lock);
        } catch (BrokerException failed) {
            lock.close();
            throw failed;
        }
    }

    private static EmbeddedBroker startLocked(BrokerConfiguration configuration, DirectoryLock lock) {
        for (int attempt = 1; ; attempt++) {
            Ports ports = Ports.choose(configuration.host(), configuration.port());
            try {
                KafkaRaftServer server = startOn(BrokerSettings.of(configuration, ports));
                return new EmbeddedBroker(lock, server, configuration.host() + ":" + ports.client());
            } catch (KafkaException | IllegalStateException failed) {
                if (attempt == STARTS) {
                    throw new BrokerException(
                            "The broker with the data directory " + configuration.dataDirectory() + " did not start: "
                                    + failed.getMessage(),
                            failed);
                }
            }
        }
    }

    private static KafkaRaftServer startOn(Map<String, String> settings) {
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(toProperties(settings), false), Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (KafkaException | IllegalStateException failed) {
            server.shutdown();
            throw failed;
        }
    }

    private static void formatUnlessDone(Path directory) {
        if (Files.exists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            return;
        }
        Formatter formatter = new Formatter()
                .setNodeId(BrokerSettings.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .addDirectory(directory.toAbsolutePath().toString())
                .setMetadataLogDirectory(directory.toAbsolutePath().toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            formatter.run();
        } catch (Exception refused) {
            throw new BrokerException("The broker's data directory " + directory + " cannot be formatted", refused);
        }
    }

    private static Properties toProperties(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** Returns host and port for clients' {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Waits until the broker has stopped, whoever stops it. */
    public void awaitShutdown() {
        server.awaitShutdown();
    }

    /** Stops the broker and waits for it. Its clients should be gone by then: they would wait for it in vain. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }
}
