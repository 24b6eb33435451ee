package io.slackwater.standalone.config;

import io.slackwater.standalone.services.Service;
import java.nio.file.Path;
import java.util.Map;

/**
 * What one machine's installation is made of.
 *
 * @param dataDirectory where the broker's log, the services' state and the logs are kept, over restarts
 * @param host the address that the broker and the services listen on
 * @param brokerPort the broker's port, 0 for any that is free
 * @param ports the port of each service, 0 for any that is free
 * @param heaps the longest heap of a service's JVM, as {@code -Xmx} takes it; {@value #USUAL_HEAP} where it is not named
 * @param properties what is passed on to the services, key by key
 */
public record StandaloneConfiguration(
        Path dataDirectory,
        String host,
        int brokerPort,
        Map<Service, Integer> ports,
        Map<Service, String> heaps,
        Map<String, String> properties) {

    public static final String USUAL_HEAP = "160m";

    public StandaloneConfiguration {
        ports = Map.copyOf(ports);
        heaps = Map.copyOf(heaps);
        properties = Map.copyOf(properties);
    }

    /** An installation whose services have heaps of the usual size. */
    public StandaloneConfiguration(
            Path dataDirectory,
            String host,
            int brokerPort,
            Map<Service, Integer> ports,
            Map<String, String> properties) {
        this(dataDirectory, host, brokerPort, ports, Map.of(), properties);
    }
}
