package io.slackwater.standalone.config;

import io.slackwater.standalone.services.Service;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one machine's installation is made of.
 *
 * @param dataDirectory where the broker's log, the services' state and the logs are kept, over restarts
 * @param host the address that the broker and the services listen on
 * @param brokerPort the broker's port, 0 for any that is free
 * @param ports the port of each service's REST interface, 0 for any that is free
 * @param managementPorts the port of each service's health and metrics, 0 for any that is free
 * @param heaps the largest heap of a service's JVM, as {@code -Xmx} takes it; that of the memory plan where it is not named
 * @param jvm how the processes run
 * @param console the console
 * @param properties what is passed on to the services, key by key
 */
public record StandaloneConfiguration(
        Path dataDirectory,
        String host,
        int brokerPort,
        Map<Service, Integer> ports,
        Map<Service, Integer> managementPorts,
        Map<Service, String> heaps,
        JvmSettings jvm,
        ConsoleSettings console,
        Map<String, String> properties) {

    public StandaloneConfiguration {
        ports = Map.copyOf(ports);
        managementPorts = Map.copyOf(managementPorts);
        heaps = Map.copyOf(heaps);
        properties = Map.copyOf(properties);
    }

    /** As above, sized by the machine, with the usual management ports, and any that is free for a service whose REST port is any. */
    public StandaloneConfiguration(
            Path dataDirectory,
            String host,
            int brokerPort,
            Map<Service, Integer> ports,
            Map<String, String> properties) {
        this(
                dataDirectory,
                host,
                brokerPort,
                ports,
                usualManagementPorts(ports),
                Map.of(),
                JvmSettings.ofMachine(),
                ConsoleSettings.USUAL,
                properties);
    }

    /** Returns the same with processes that run in another way. */
    public StandaloneConfiguration with(JvmSettings other) {
        return new StandaloneConfiguration(
                dataDirectory, host, brokerPort, ports, managementPorts, heaps, other, console, properties);
    }

    /** Returns the same with another console. */
    public StandaloneConfiguration with(ConsoleSettings other) {
        return new StandaloneConfiguration(
                dataDirectory, host, brokerPort, ports, managementPorts, heaps, jvm, other, properties);
    }

    /** Returns the same with the ports that were chosen. */
    public StandaloneConfiguration withPorts(
            int chosenBrokerPort, Map<Service, Integer> chosen, Map<Service, Integer> chosenForManagement) {
        return new StandaloneConfiguration(
                dataDirectory, host, chosenBrokerPort, chosen, chosenForManagement, heaps, jvm, console, properties);
    }

    /** Returns the largest heap of a service, as {@code -Xmx} takes it: as it is named, else by the memory plan. */
    public String heap(Service service) {
        return heaps.getOrDefault(service, jvm.memory().heap(service));
    }

    /** Returns the management port of each service that the configuration does not name. */
    static Map<Service, Integer> usualManagementPorts(Map<Service, Integer> ports) {
        Map<Service, Integer> usual = new EnumMap<>(Service.class);
        ports.forEach((service, port) -> usual.put(service, port == 0 ? 0 : service.usualManagementPort()));
        return usual;
    }
}
