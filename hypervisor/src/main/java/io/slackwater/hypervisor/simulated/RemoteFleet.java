package io.slackwater.hypervisor.simulated;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** Opens hosts that a {@link SimulatedFleetServer} serves, by {@code simulated://address:port/host}. */
public final class RemoteFleet implements Hypervisors {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();

    @Override
    public HostConnection open(String uri) throws HypervisorException {
        URI parsed;
        try {
            parsed = URI.create(uri);
        } catch (IllegalArgumentException e) {
            throw new HypervisorException.Rejected("This is no URI: " + uri, e);
        }
        if (parsed.getHost() == null || parsed.getPort() < 0 || parsed.getPath().length() < 2) {
            throw new HypervisorException.Rejected(
                    "The URI of a simulated host is simulated://address:port/host, not " + uri, null);
        }
        URI server = URI.create("http://" + parsed.getHost() + ":" + parsed.getPort());
        return RemoteConnection.open(http, server, parsed.getPath().substring(1));
    }
}
