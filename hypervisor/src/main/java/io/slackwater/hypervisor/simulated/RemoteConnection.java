package io.slackwater.hypervisor.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HostListener;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.TransferListener;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import io.slackwater.hypervisor.simulated.FleetProtocol.Call;
import io.slackwater.hypervisor.simulated.FleetProtocol.Failure;
import io.slackwater.hypervisor.simulated.FleetProtocol.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An open connection to a host that a {@link SimulatedFleetServer} serves. */
final class RemoteConnection implements HostConnection {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http;
    private final URI server;
    private final String session;
    private volatile boolean alive = true;
    private volatile @Nullable RemoteEvents events;

    private RemoteConnection(HttpClient http, URI server, String session) {
        this.http = http;
        this.server = server;
        this.session = session;
    }

    /** Opens a host; blocks without limit where it hangs. */
    static RemoteConnection open(HttpClient http, URI server, String host) throws HypervisorException {
        RemoteConnection asking = new RemoteConnection(http, server, "");
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/open?host=" + encode(host)))
                .POST(BodyPublishers.noBody())
                .build();
        return new RemoteConnection(http, server, asking.ask(request, new TypeReference<String>() {}));
    }

    @Override
    public void watch(HostListener listener) throws HypervisorException {
        if (events != null) {
            throw new IllegalStateException("This connection is watched already");
        }
        RemoteEvents stream = new RemoteEvents(listener, () -> alive = false);
        events = stream;
        var unused = http.sendAsync(
                        HttpRequest.newBuilder(uri("/events", "")).build(), BodyHandlers.fromLineSubscriber(stream))
                .whenComplete((response, failure) -> {
                    if (failure != null) {
                        stream.fail("The event stream broke: " + failure.getMessage());
                    }
                });
        if (!stream.begun().join()) {
            throw new HypervisorException.Unreachable("The simulated host cannot be watched", null);
        }
    }

    @Override
    public Optional<UUID> hostUuid() throws HypervisorException {
        return call(Call.of(Operation.HOST_UUID), new TypeReference<>() {});
    }

    @Override
    public List<Domain> domains() throws HypervisorException {
        return call(Call.of(Operation.DOMAINS), new TypeReference<>() {});
    }

    @Override
    public Optional<Domain> domain(UUID id) throws HypervisorException {
        return call(Call.domain(Operation.DOMAIN, id), new TypeReference<>() {});
    }

    @Override
    public List<DomainJob> jobs(UUID id) throws HypervisorException {
        return call(Call.domain(Operation.JOBS, id), new TypeReference<>() {});
    }

    @Override
    public List<StoragePool> pools() throws HypervisorException {
        return call(Call.of(Operation.POOLS), new TypeReference<>() {});
    }

    @Override
    public Optional<StoragePool> pool(String name) throws HypervisorException {
        return call(Call.volume(Operation.POOL, name, null, 0), new TypeReference<>() {});
    }

    @Override
    public void redefine(UUID id, String expected, String replacement) throws HypervisorException {
        order(new Call(Operation.REDEFINE, id, null, null, expected, replacement, null, 0));
    }

    @Override
    public void start(UUID id) throws HypervisorException {
        order(Call.domain(Operation.START, id));
    }

    @Override
    public void shutdown(UUID id) throws HypervisorException {
        order(Call.domain(Operation.SHUTDOWN, id));
    }

    @Override
    public void destroy(UUID id) throws HypervisorException {
        order(Call.domain(Operation.DESTROY, id));
    }

    @Override
    public Optional<String> askAgent(UUID id, String command, Duration timeout) throws HypervisorException {
        Call call = new Call(Operation.ASK_AGENT, id, null, null, null, command, null, timeout.toMillis());
        return call(call, new TypeReference<>() {});
    }

    @Override
    public Volume upload(String pool, NewVolume volume, InputStream content) throws HypervisorException, IOException {
        UploadedContent uploaded = new UploadedContent(content, volume.capacityBytes() + 1);
        String query = "&pool=%s&name=%s&format=%s&capacity=%d"
                .formatted(encode(pool), encode(volume.name()), encode(volume.format()), volume.capacityBytes());
        HttpRequest request = HttpRequest.newBuilder(uri("/upload", query))
                .POST(BodyPublishers.ofInputStream(() -> uploaded))
                .build();
        try {
            return ask(request, new TypeReference<Volume>() {});
        } catch (HypervisorException.Unreachable e) {
            uploaded.throwFailure();
            alive = false;
            throw e;
        }
    }

    @Override
    public String sha256(String pool, String volume, long length, TransferListener transferListener)
            throws HypervisorException {
        String digest = call(Call.volume(Operation.SHA256, pool, volume, length), new TypeReference<String>() {});
        transferListener.moved(length);
        return digest;
    }

    @Override
    public byte[] beginning(String pool, String volume, int length) throws HypervisorException {
        return call(Call.volume(Operation.BEGINNING, pool, volume, length), new TypeReference<>() {});
    }

    @Override
    public Volume createOverlay(String pool, String name, Volume backing, long capacityBytes, VolumeTraits traits)
            throws HypervisorException {
        FleetProtocol.Overlay overlay = new FleetProtocol.Overlay(backing, traits);
        Call call = new Call(Operation.CREATE_OVERLAY, null, pool, name, null, null, overlay, capacityBytes);
        return call(call, new TypeReference<>() {});
    }

    @Override
    public void delete(String pool, String volume) throws HypervisorException {
        order(Call.volume(Operation.DELETE, pool, volume, 0));
    }

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public void close() {
        RemoteEvents stream = events;
        if (stream != null) {
            stream.cancel();
        }
        if (alive) {
            alive = false;
            HttpRequest request = HttpRequest.newBuilder(uri("/close", ""))
                    .POST(BodyPublishers.noBody())
                    .build();
            var unused = http.sendAsync(request, BodyHandlers.discarding());
        }
    }

    private void order(Call call) throws HypervisorException {
        Optional<Object> nothing = call(call, new TypeReference<>() {});
        assert nothing.isEmpty() : call.operation() + " answers nothing";
    }

    private <T> T call(Call call, TypeReference<T> type) throws HypervisorException {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri("/call", ""))
                    .timeout(PATIENCE)
                    .POST(BodyPublishers.ofByteArray(FleetProtocol.JSON.writeValueAsBytes(call)))
                    .build();
            return ask(request, type);
        } catch (HypervisorException.Unreachable e) {
            alive = false;
            throw e;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A call cannot be written: " + call.operation(), e);
        }
    }

    private <T> T ask(HttpRequest request, TypeReference<T> type) throws HypervisorException {
        if (!alive) {
            throw new HypervisorException.Unreachable("The connection to the simulated host is closed", null);
        }
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() == FleetProtocol.FAILED) {
                throw FleetProtocol.JSON
                        .readValue(response.body(), Failure.class)
                        .toException();
            }
            return FleetProtocol.JSON.readValue(response.body(), type);
        } catch (IOException e) {
            throw new HypervisorException.Unreachable("The simulated fleet at " + server + " did not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException.Unreachable("Interrupted while the simulated host did not answer", e);
        }
    }

    private URI uri(String path, String query) {
        return server.resolve(path + "?session=" + session + query);
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}
