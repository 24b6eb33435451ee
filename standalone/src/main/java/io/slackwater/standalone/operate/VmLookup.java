package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.standalone.connect.BrokerOption;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.connect.FleetLog;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.vms.VmFinder;
import java.util.Map;
import java.util.Optional;

/** Finds out which VM is meant, and what is known of it. */
final class VmLookup {

    static final String DESCRIPTION = "The VM: its name, its UUID, or the beginning of that.";

    private final ExecutorOptions executor;
    private final BrokerOption broker;

    VmLookup(ExecutorOptions executor, BrokerOption broker) {
        this.executor = executor;
        this.broker = broker;
    }

    /**
     * Returns its UUID.
     *
     * @throws CommandFailedException if it is no whole UUID, and no VM is meant or several may be
     */
    String id(String written) {
        return VmFinder.find(written, this::fleet);
    }

    /**
     * Returns what update-executor knows of it.
     *
     * @throws CommandFailedException if nothing was ever heard of it
     */
    JsonNode explained(String written) throws InterruptedException {
        String id = id(written);
        Optional<JsonNode> known = executor.client().find(Request.get(path(id, "explain"), Map.of()));
        return known.orElseThrow(() -> new CommandFailedException(VmFinder.unknown(written, fleet())));
    }

    /** Returns the path of what is done with a VM. */
    static String path(String id, String what) {
        return "/vms/" + ServiceClient.segment(id) + "/" + what;
    }

    Fleet fleet() {
        return FleetLog.read(broker.servers(executor));
    }
}
