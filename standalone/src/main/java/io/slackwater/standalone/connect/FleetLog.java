package io.slackwater.standalone.connect;

import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.version.DebianVersion;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.log.LogReader;
import io.slackwater.planning.settings.Settings;
import io.slackwater.standalone.LauncherLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the fleet from the log, and says what is not reached where it cannot. */
public final class FleetLog {

    private static final String SERVERS = "bootstrap.servers";
    private static final int PATIENCE_MILLIS = 3_000;

    private FleetLog() {}

    /**
     * Reads what the log says of the fleet now.
     *
     * @param servers of a broker, as in {@code bootstrap.servers}
     * @throws CommandFailedException if none of them answers
     */
    public static Fleet read(String servers) {
        LauncherLog.errorsOnly();
        PolicyReader policies = new PolicyReader(Settings.of(Map.of()).builtIn());
        Fleet fleet = new Fleet("", policies, new Supersession(DebianVersion.TEXT_ORDER));
        read(Map.of(SERVERS, servers), fleet);
        return fleet;
    }

    /**
     * Folds the log into a fleet.
     *
     * @param client Kafka client properties, at least {@code bootstrap.servers}
     * @return how many records were read
     * @throws CommandFailedException if none of the brokers answers
     */
    public static long read(Map<String, Object> client, Fleet fleet) {
        String servers = String.valueOf(client.get(SERVERS));
        if (!anyListens(servers)) {
            throw new CommandFailedException(
                    "No broker is reached at " + servers + ": nobody listens there. " + remedy());
        }
        try {
            return new LogReader(client).read(fleet);
        } catch (TimeoutException late) {
            throw new CommandFailedException(
                    "What listens at " + servers + " does not answer as a broker does, or not in time. " + remedy());
        } catch (KafkaException refused) {
            throw new CommandFailedException("The log cannot be read from " + servers + ": "
                    + Optional.ofNullable(refused.getCause()).orElse(refused).getMessage());
        }
    }

    private static String remedy() {
        return "'./slackwater up --config FILE' runs a broker and the services on this machine; --bootstrap-servers names"
                + " another broker";
    }

    private static boolean anyListens(String servers) {
        for (String server : servers.split(",", -1)) {
            if (listens(server.strip())) {
                return true;
            }
        }
        return false;
    }

    private static boolean listens(String server) {
        int colon = server.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            String host = server.substring(0, colon).replaceAll("^\\[|]$", "");
            socket.connect(new InetSocketAddress(host, Integer.parseInt(server.substring(colon + 1))), PATIENCE_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException unreached) {
            return false;
        }
    }
}
