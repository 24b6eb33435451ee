package io.slackwater.standalone.services;

import io.slackwater.broker.BrokerMain;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.process.ChildSpec;
import io.slackwater.standalone.process.HttpHealthProbe;
import io.slackwater.standalone.process.LivenessProbe;
import io.slackwater.standalone.process.OwnPortProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Turns a configuration into the children that it means. Every child has a directory of its own below the data directory,
 * and its log in {@code logs}.
 */
final class ServiceChildren {

    /** One line an entry; the default takes two. */
    private static final String LOG_FORMAT = "%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s %5$s%6$s%n";

    /** An unreachable host is shown and retried; it does not keep the others from being served. */
    private static final Set<String> TOLERATED_CHECKS = Set.of("hosts");

    /** On one machine no network keeps a client from its broker; one that was killed gives up its partitions sooner. */
    private static final String SESSION_TIMEOUT_MILLIS = "10000";

    /** vm-inventory reports what they name, and storage-reclaimer believes only its own settings. */
    private static final String ADOPTION_RULES = Service.VM_INVENTORY.prefix() + "adoption.";

    private static final Duration LIVENESS_PERIOD = Duration.ofSeconds(5);
    private static final Duration LIVENESS_START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration LIVENESS_PATIENCE = Duration.ofMinutes(1);

    private final Installation installation;
    private final StandaloneConfiguration configuration;
    private final LogFiles logs;

    /** Takes a configuration whose ports are chosen: none of them is 0. */
    ServiceChildren(Installation installation, StandaloneConfiguration configuration) {
        this.installation = installation;
        this.configuration = configuration;
        this.logs = new LogFiles(configuration.dataDirectory().resolve("logs"));
    }

    ChildSpec broker() {
        List<String> command = java(
                configuration.jvm().memory().brokerHeap(),
                "-Djava.util.logging.config.file=" + logs.writeBrokerSettings(),
                "-Djava.util.logging.SimpleFormatter.format=" + LOG_FORMAT,
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                configuration.dataDirectory().resolve("broker").toString(),
                configuration.host(),
                String.valueOf(configuration.brokerPort()));
        int port = configuration.brokerPort();
        return new ChildSpec(
                "broker",
                command,
                logs.ofBroker(),
                logs.outputOf("broker"),
                new OwnPortProbe(port, new BrokerProbe(configuration.host(), port)),
                LivenessProbe.NONE);
    }

    ChildSpec service(Service service) {
        Path properties = writeProperties(service);
        List<String> command = java(
                configuration.heap(service),
                "-Dquarkus.config.locations=" + properties.toUri(),
                "-jar",
                installation.jarOf(service.module()).toString());
        URI health = URI.create("http://" + configuration.host() + ":" + managementPort(service) + "/q/health");
        URI live = URI.create(health + "/live");
        return new ChildSpec(
                service.module(),
                command,
                logs.ofService(service),
                logs.outputOf(service.module()),
                new OwnPortProbe(managementPort(service), new HttpHealthProbe(health, TOLERATED_CHECKS)),
                new LivenessProbe(
                        new HttpHealthProbe(live, Set.of()),
                        LIVENESS_PERIOD,
                        LIVENESS_START_PATIENCE,
                        LIVENESS_PATIENCE));
    }

    private List<String> java(String heap, String... what) {
        List<String> options = new ArrayList<>(
                List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", logs.crashReportOption()));
        if (configuration.jvm().isShortRun()) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        options.addAll(List.of(what));
        return installation.java(options.toArray(String[]::new));
    }

    private int port(Service service) {
        return configuration.ports().getOrDefault(service, service.usualPort());
    }

    private int managementPort(Service service) {
        return configuration.managementPorts().getOrDefault(service, service.usualManagementPort());
    }

    private Path writeProperties(Service service) {
        Path directory = configuration.dataDirectory().resolve(service.module());
        Path file = directory.resolve("service.properties");
        Properties properties = new Properties();
        properties.putAll(properties(service, directory));
        try {
            Files.createDirectories(directory);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "Written by the launcher at each start");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write " + file, failed);
        }
        return file;
    }

    private Map<String, String> properties(Service service, Path directory) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("quarkus.http.host", configuration.host());
        properties.put("quarkus.http.port", String.valueOf(port(service)));
        properties.put("quarkus.management.host", configuration.host());
        properties.put("quarkus.management.port", String.valueOf(managementPort(service)));
        properties.put("kafka.bootstrap.servers", configuration.host() + ":" + configuration.brokerPort());
        properties.put("kafka.session.timeout.ms", SESSION_TIMEOUT_MILLIS);
        properties.put("kafka-streams.state.dir", directory.resolve("streams").toString());
        properties.putAll(logs.serviceSettings(service));
        if (service == Service.PATCH_INGEST) {
            properties.put(
                    service.prefix() + "data-directory",
                    directory.resolve("data").toString());
            properties.put(
                    service.prefix() + "artifact-base-url",
                    "http://" + configuration.host() + ":" + port(service) + "/artifacts");
        }
        configuration.properties().forEach((key, value) -> {
            if (isFor(service, key)) {
                properties.put(key, value);
            }
        });
        return properties;
    }

    private static boolean isFor(Service service, String key) {
        if (service == Service.STORAGE_RECLAIMER && key.startsWith(ADOPTION_RULES)) {
            return true;
        }
        for (Service other : Service.values()) {
            if (other != service && key.startsWith(other.prefix())) {
                return false;
            }
        }
        return true;
    }
}
