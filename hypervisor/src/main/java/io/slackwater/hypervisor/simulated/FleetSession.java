package io.slackwater.hypervisor.simulated;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HostListener;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.simulated.FleetProtocol.Call;
import io.slackwater.hypervisor.simulated.FleetProtocol.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One client's connection to one host, on the server's side. */
final class FleetSession implements HostListener {

    private static final Event NOTHING = new Event(null, null, null);

    private final HostConnection connection;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    FleetSession(HostConnection connection) {
        this.connection = connection;
    }

    HostConnection connection() {
        return connection;
    }

    /** Writes events until the connection is lost or nobody reads them any more. */
    void streamEvents(OutputStream out) throws IOException, InterruptedException {
        write(out, NOTHING);
        boolean lost = false;
        while (!lost && (connection.isAlive() || !events.isEmpty())) {
            Event event = events.poll(1, TimeUnit.SECONDS);
            write(out, event == null ? NOTHING : event);
            lost = event != null && event.lost() != null;
        }
    }

    @Nullable
    Object answer(Call call) throws HypervisorException {
        return switch (call.operation()) {
            case HOST_UUID -> connection.hostUuid();
            case DOMAINS -> connection.domains();
            case DOMAIN -> connection.domain(id(call));
            case JOBS -> connection.jobs(id(call));
            case POOLS -> connection.pools();
            case POOL -> connection.pool(text(call.pool()));
            case ASK_AGENT -> connection.askAgent(id(call), text(call.content()), Duration.ofMillis(call.number()));
            case SHA256 -> connection.sha256(text(call.pool()), text(call.volume()), call.number());
            case BEGINNING ->
                connection.beginning(text(call.pool()), text(call.volume()), Math.toIntExact(call.number()));
            case CREATE_OVERLAY -> {
                FleetProtocol.Overlay overlay = Objects.requireNonNull(call.overlay());
                yield connection.createOverlay(
                        text(call.pool()), text(call.volume()), overlay.backing(), call.number(), overlay.traits());
            }
            case REDEFINE -> done(() -> connection.redefine(id(call), text(call.expected()), text(call.content())));
            case START -> done(() -> connection.start(id(call)));
            case SHUTDOWN -> done(() -> connection.shutdown(id(call)));
            case DESTROY -> done(() -> connection.destroy(id(call)));
            case DELETE -> done(() -> connection.delete(text(call.pool()), text(call.volume())));
        };
    }

    @Override
    public void domainChanged(UUID id) {
        events.add(new Event(id, null, null));
    }

    @Override
    public void storageChanged(String pool) {
        events.add(new Event(null, pool, null));
    }

    @Override
    public void connectionLost(String reason) {
        events.add(new Event(null, null, reason));
    }

    private static void write(OutputStream out, Event event) throws IOException {
        out.write(FleetProtocol.JSON.writeValueAsBytes(event));
        out.write('\n');
        out.flush();
    }

    private static @Nullable Object done(Order order) throws HypervisorException {
        order.carryOut();
        return null;
    }

    private static UUID id(Call call) {
        return Objects.requireNonNull(call.id());
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNull(value);
    }

    private interface Order {
        void carryOut() throws HypervisorException;
    }
}
