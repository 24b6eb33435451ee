package io.slackwater.standalone.services;

import io.slackwater.standalone.process.Health;
import io.slackwater.standalone.process.HealthProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;

/** Asks a broker for its nodes, as a client would. */
final class BrokerProbe implements HealthProbe {

    private static final int TIMEOUT_MILLIS = 3_000;

    private final String host;
    private final int port;

    BrokerProbe(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public Health check(ProcessHandle child) {
        if (!listens()) {
            return new Health.NotUp("nobody listens on " + host + ":" + port + " yet");
        }
        Map<String, Object> client = Map.of(
                "bootstrap.servers", host + ":" + port,
                "default.api.timeout.ms", TIMEOUT_MILLIS,
                "request.timeout.ms", TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(client)) {
            boolean hasNodes = !admin.describeCluster()
                    .nodes()
                    .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .isEmpty();
            return hasNodes ? new Health.Up() : new Health.NotUp("it knows no node yet");
        } catch (ExecutionException | TimeoutException notYet) {
            return new Health.NotUp("it does not answer clients yet");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Health.NotUp("interrupted");
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
