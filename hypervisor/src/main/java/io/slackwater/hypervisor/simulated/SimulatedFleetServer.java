package io.slackwater.hypervisor.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.simulated.FleetProtocol.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Serves a simulated fleet to other processes of this machine. There is no authentication: it is to be bound to a loopback
 * address.
 */
public final class SimulatedFleetServer implements AutoCloseable {

    static {
        // Read once by the JDK's server: without it each answer waits for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // In seconds. A client may use a connection again at any time, which must not be the moment it is closed for
        // idleness.
        System.setProperty("sun.net.httpserver.idleInterval", "86400");
    }

    private static final System.Logger LOG = System.getLogger(SimulatedFleetServer.class.getName());

    private final Hypervisors fleet;
    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool(SimulatedFleetServer::thread);
    private final Map<String, FleetSession> sessions = new ConcurrentHashMap<>();

    private SimulatedFleetServer(Hypervisors fleet, HttpServer server) {
        this.fleet = fleet;
        this.server = server;
        server.setExecutor(executor);
        server.createContext("/open", exchange -> answer(exchange, this::open));
        server.createContext("/call", exchange -> answer(exchange, this::call));
        server.createContext("/upload", exchange -> answer(exchange, this::upload));
        server.createContext("/close", exchange -> answer(exchange, this::end));
        server.createContext("/events", this::events);
    }

    /**
     * Starts a server.
     *
     * @param address a loopback address; port 0 takes a free one
     */
    public static SimulatedFleetServer start(Hypervisors fleet, InetSocketAddress address) throws IOException {
        SimulatedFleetServer server = new SimulatedFleetServer(fleet, HttpServer.create(address, 0));
        server.server.start();
        return server;
    }

    /** Returns the URI by which {@link io.slackwater.hypervisor.StandardHypervisors} opens a host of this fleet. */
    public String uri(String host) {
        InetSocketAddress address = server.getAddress();
        return "simulated://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/" + host;
    }

    /** Stops the server and closes every session. */
    @Override
    public void close() {
        sessions.values().forEach(session -> session.connection().close());
        server.stop(0);
        executor.shutdownNow();
    }

    private Object open(HttpExchange exchange) throws HypervisorException {
        String session = UUID.randomUUID().toString();
        sessions.put(
                session,
                new FleetSession(
                        fleet.open("simulated://here/" + query(exchange).get("host"))));
        return session;
    }

    private @Nullable Object call(HttpExchange exchange) throws HypervisorException, IOException {
        FleetProtocol.Call call = FleetProtocol.JSON.readValue(exchange.getRequestBody(), FleetProtocol.Call.class);
        return session(exchange).answer(call);
    }

    private Object upload(HttpExchange exchange) throws HypervisorException, IOException {
        Map<String, String> query = query(exchange);
        NewVolume volume = new NewVolume(
                required(query, "name"), required(query, "format"), Long.parseLong(required(query, "capacity")));
        return session(exchange).connection().upload(required(query, "pool"), volume, exchange.getRequestBody());
    }

    private Object end(HttpExchange exchange) throws HypervisorException {
        FleetSession session = session(exchange);
        session.connection().close();
        sessions.values().remove(session);
        return true;
    }

    private void events(HttpExchange exchange) throws IOException {
        try (exchange) {
            watch(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            FleetSession session = sessions.remove(query(exchange).getOrDefault("session", ""));
            if (session != null) {
                session.connection().close();
            }
        }
    }

    private void watch(HttpExchange exchange) throws IOException, InterruptedException {
        FleetSession session;
        try {
            session = session(exchange);
            session.connection().watch(session);
        } catch (HypervisorException e) {
            send(exchange, FleetProtocol.FAILED, Failure.of(e));
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        session.streamEvents(exchange.getResponseBody());
    }

    private static void answer(HttpExchange exchange, Action action) throws IOException {
        try (exchange) {
            int status = 200;
            Object body;
            try {
                body = action.answer(exchange);
            } catch (HypervisorException e) {
                status = FleetProtocol.FAILED;
                body = Failure.of(e);
            }
            send(exchange, status, body);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A request to the simulated fleet failed", e);
        }
    }

    private static void send(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        byte[] bytes = FleetProtocol.JSON.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private FleetSession session(HttpExchange exchange) throws HypervisorException {
        FleetSession session = sessions.get(required(query(exchange), "session"));
        if (session == null) {
            throw new HypervisorException.Unreachable("The connection to the simulated host is gone", null);
        }
        return session;
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new HashMap<>();
        for (String pair : Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), "")
                .split("&", -1)) {
            String[] parts = pair.split("=", 2);
            query.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], UTF_8) : "");
        }
        return query;
    }

    private static String required(Map<String, String> query, String name) {
        return Objects.requireNonNull(query.get(name), name);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "simulated-fleet-server");
        thread.setDaemon(true);
        return thread;
    }

    private interface Action {
        @Nullable
        Object answer(HttpExchange exchange) throws HypervisorException, IOException;
    }
}
