package io.slackwater.inventory.config;

import io.quarkus.arc.DefaultBean;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.hypervisor.watch.WatchSettings;
import io.slackwater.inventory.health.InventoryMetrics;
import io.slackwater.inventory.hosts.ConfiguredHosts;
import io.slackwater.inventory.hosts.HostDeclaration;
import io.slackwater.inventory.hosts.HostRepository;
import io.slackwater.inventory.hosts.HostedVms;
import io.slackwater.inventory.hosts.InvalidDeclarationException;
import io.slackwater.inventory.hosts.kafka.HostRegistry;
import io.slackwater.inventory.watch.kafka.HostWatchFactory;
import io.slackwater.inventory.watch.kafka.StateTopicVms;
import io.slackwater.inventory.watch.kafka.WatchLoop;
import io.slackwater.runtime.adoption.AdoptionConfig;
import io.slackwater.runtime.replay.LogHorizon;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.match.MatchSettings;
import io.slackwater.topology.match.MatchTopology;
import io.slackwater.topology.match.ScanRate;
import io.slackwater.worker.watch.HostClaims;
import io.slackwater.worker.watch.HostWatchStatuses;
import io.slackwater.worker.watch.MarkerProjection;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Makes the service's parts from its settings. */
final class InventoryBeans {

    private final InventoryConfig config;

    InventoryBeans(InventoryConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Topology topology(KafkaStartup startup, LogSchemaStore schemas, InventoryMetrics metrics, LogHorizon horizon) {
        int partitions = startup.partitionsOf(Topics.VM_INVENTORY);
        MatchSettings settings = new MatchSettings(
                partitions,
                ScanRate.of(config.rowsPerRound(), partitions),
                metrics,
                Stores::persistentKeyValueStore,
                horizon);
        AvroSerdes serdes = new AvroSerdes(schemas);
        Topology topology = new MatchTopology(serdes, new Supersession(DebianVersion.TEXT_ORDER), settings).build();
        startup.publishRows(serdes);
        horizon.watch(topology);
        return topology;
    }

    @Produces
    @Singleton
    @DefaultBean
    Hypervisors hypervisors() {
        return new StandardHypervisors();
    }

    @Produces
    @Singleton
    HostWatchStatuses board(InventoryMetrics metrics) {
        HostWatchStatuses board = new HostWatchStatuses(metrics);
        metrics.watch(board);
        return board;
    }

    @Produces
    @Singleton
    MarkerProjection markers() {
        return new MarkerProjection();
    }

    @Produces
    @Singleton
    HostClaims claims() {
        return new HostClaims();
    }

    @Produces
    @Singleton
    HostRegistry registry(
            @Identifier("default-kafka-broker") Map<String, Object> clientConfiguration,
            LogSchemaStore schemas,
            MarkerProjection markers,
            HostClaims claims) {
        return new HostRegistry(clientConfiguration, schemas, markers, claims);
    }

    @Produces
    @Singleton
    HostedVms hostedVms(
            @Identifier("default-kafka-broker") Map<String, Object> clientConfiguration, LogSchemaStore schemas) {
        return new StateTopicVms(clientConfiguration, schemas);
    }

    @Produces
    @Singleton
    ConfiguredHosts configuredHosts(HostRepository hosts) {
        List<HostDeclaration> declarations = config.hosts().entrySet().stream()
                .map(entry -> declaration(entry.getKey(), entry.getValue()))
                .toList();
        return new ConfiguredHosts(declarations, hosts);
    }

    private static HostDeclaration declaration(String hostId, InventoryConfig.HostConfig host) {
        try {
            return new HostDeclaration(
                    hostId, host.uri(), host.furtherUris().orElse(List.of()), host.mode(), host.labels());
        } catch (InvalidDeclarationException invalid) {
            throw new IllegalArgumentException(
                    "slackwater.inventory.hosts.%s, %s: %s. %s"
                            .formatted(hostId, invalid.field(), invalid.getMessage(), invalid.remedy()),
                    invalid);
        }
    }

    @Produces
    @Singleton
    WatchLoop watchLoop(
            @Identifier("default-kafka-broker") Map<String, Object> clientConfiguration,
            LogSchemaStore schemas,
            Hypervisors hypervisors,
            HostWatchStatuses board,
            MarkerProjection markers,
            HostClaims claims,
            Clock clock) {
        HostWatchFactory parts = new HostWatchFactory(
                hypervisors, watchSettings(), AdoptionConfig.rules(config.adoption()), board, markers, claims, clock);
        return new WatchLoop(clientConfiguration, groupConfiguration(), schemas, parts);
    }

    private WatchSettings watchSettings() {
        InventoryConfig.WatchConfig watch = config.watch();
        return new WatchSettings(watch.bundling(), watch.shortestPause(), watch.longestPause(), watch.resyncInterval());
    }

    private Map<String, Object> groupConfiguration() {
        Map<String, Object> group = new HashMap<>();
        group.put(ConsumerConfig.GROUP_ID_CONFIG, config.group().id());
        group.put(
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.group().sessionTimeout().toMillis()));
        config.group().instance().ifPresent(instance -> group.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance));
        return group;
    }
}
