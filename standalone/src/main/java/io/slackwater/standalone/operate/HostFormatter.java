package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.text.Age;
import io.slackwater.standalone.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes hosts and their VMs for a terminal. */
final class HostFormatter {

    private HostFormatter() {}

    static List<String> hosts(JsonNode hosts, Instant now) {
        if (hosts.isEmpty()) {
            return List.of("No host is declared.");
        }
        Age age = new Age(now);
        Table table = new Table("HOST", "URI", "MODE", "STATE", "SINCE", "WHY");
        for (JsonNode host : hosts) {
            table.row(
                    host.path("hostId").asText(),
                    host.path("uri").asText(),
                    host.path("mode").asText(),
                    host.path("state").asText(),
                    age.of(host.path("since")),
                    host.path("reason").asText(""));
        }
        return table.lines();
    }

    /** Returns a line for each VM that a host has, with what it refers to; nothing where there is none. */
    static List<String> vms(JsonNode vms) {
        if (vms.isEmpty()) {
            return List.of();
        }
        Table table = new Table("NAME", "VM", "USES");
        for (JsonNode vm : vms) {
            List<String> volumes = new ArrayList<>();
            vm.path("volumes")
                    .forEach(volume -> volumes.add(volume.path("store").asText() + "/"
                            + volume.path("volume").asText()));
            table.row(vm.path("name").asText(), vm.path("vmId").asText(), String.join(", ", volumes));
        }
        return table.lines();
    }
}
