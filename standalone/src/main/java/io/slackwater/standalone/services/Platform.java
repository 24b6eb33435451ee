package io.slackwater.standalone.services;

import io.slackwater.broker.FreePorts;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.process.Backoff;
import io.slackwater.standalone.process.ChildSpec;
import io.slackwater.standalone.process.Supervisor;
import io.slackwater.standalone.process.SupervisorListener;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The broker and the services of one machine, running. */
public final class Platform implements AutoCloseable {

    private static final Duration BROKER_PATIENCE = Duration.ofMinutes(1);
    private static final Duration SERVICES_PATIENCE = Duration.ofMinutes(2);

    private final StandaloneConfiguration configuration;
    private final Endpoints endpoints;
    private final DataDirectoryLock lock;
    private final Supervisor supervisor;
    private final ServiceChildren children;
    private boolean closed;

    /**
     * Prepares a platform; nothing runs before {@link #start}. It has the data directory until it is closed, and ends what
     * children an earlier one that was killed has left there.
     *
     * @throws AlreadyRunningException if another one has the data directory; nothing of that one is touched
     * @throws PortTakenException if somebody else has one of its ports; nothing is left behind then
     */
    public Platform(Installation installation, StandaloneConfiguration configuration, SupervisorListener listener) {
        this(installation, configuration, Backoff.DEFAULT, listener);
    }

    /** As above, with the pauses before a child that died is started again. */
    public Platform(
            Installation installation,
            StandaloneConfiguration configuration,
            Backoff backoff,
            SupervisorListener listener) {
        this.configuration = withChosenPorts(configuration);
        this.endpoints = Endpoints.of(this.configuration);
        this.children = new ServiceChildren(installation, this.configuration);
        this.lock = DataDirectoryLock.take(configuration.dataDirectory());
        this.supervisor = new Supervisor(configuration.dataDirectory().resolve("children"), backoff, listener);
        requireFreePorts();
    }

    /**
     * Starts the broker, creates the topics that are not there, and starts the services, all at once: each waits by itself
     * for what it needs.
     *
     * @throws io.slackwater.standalone.process.ChildFailedException if one of them does not come up
     */
    public void start() throws InterruptedException {
        endpoints.write(configuration.dataDirectory());
        List<ChildSpec> services =
                Arrays.stream(Service.values()).map(children::service).toList();
        supervisor.start(List.of(children.broker()), BROKER_PATIENCE);
        new TopicProvisioner(clientConfiguration(), ProvisioningPlan.SINGLE_NODE).provision();
        supervisor.start(services, SERVICES_PATIENCE);
    }

    /** Returns its configuration, with the ports that were chosen. */
    public StandaloneConfiguration configuration() {
        return configuration;
    }

    /** Returns what a Kafka client needs to reach the broker. */
    public Map<String, Object> clientConfiguration() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    /** Returns the broker's address. */
    public String bootstrapServers() {
        return endpoints.broker();
    }

    /** Returns the process of each child that runs: the broker's by the name {@code broker}, a service's by its module. */
    public Map<String, ProcessHandle> processes() {
        return supervisor.processes();
    }

    /** Returns the address of a service's REST interface. */
    public URI addressOf(Service service) {
        return Optional.ofNullable(endpoints.services().get(service)).orElseThrow();
    }

    /** Returns the address of a service's health and metrics. */
    public URI managementOf(Service service) {
        return Optional.ofNullable(endpoints.management().get(service)).orElseThrow();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        supervisor.close();
        Endpoints.delete(configuration.dataDirectory());
        lock.close();
    }

    private void requireFreePorts() {
        try {
            PortCheck.requireFree(configuration);
        } catch (PortTakenException taken) {
            supervisor.close();
            lock.discard();
            throw taken;
        }
    }

    private static StandaloneConfiguration withChosenPorts(StandaloneConfiguration asked) {
        Iterator<Integer> free =
                FreePorts.find(asked.host(), 2 * Service.values().length + 3).iterator();
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        Map<Service, Integer> managementPorts = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            int port = asked.ports().getOrDefault(service, service.usualPort());
            int managementPort = asked.managementPorts().getOrDefault(service, service.usualManagementPort());
            ports.put(service, port == 0 ? free.next() : port);
            managementPorts.put(service, managementPort == 0 ? free.next() : managementPort);
        }
        int brokerPort = asked.brokerPort() == 0 ? free.next() : asked.brokerPort();
        int consolePort =
                asked.console().port() == 0 ? free.next() : asked.console().port();
        int consoleManagementPort = asked.console().managementPort() == 0
                ? free.next()
                : asked.console().managementPort();
        return asked.withPorts(brokerPort, ports, managementPorts)
                .with(asked.console().at(consolePort, consoleManagementPort));
    }
}
