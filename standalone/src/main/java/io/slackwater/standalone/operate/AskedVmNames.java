package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.vms.VmFinder;
import io.slackwater.standalone.vms.VmNames;
import java.util.HashMap;
import java.util.Map;

/**
 * What update-executor calls VMs, asked for each: by the name, and the beginning of the UUID, since others may have that name. One that it
 * does not tell of keeps its UUID.
 */
final class AskedVmNames implements VmNames {

    private static final int BEGINNING = 8;

    private final ServiceClient executor;
    private final Map<String, String> known = new HashMap<>();

    AskedVmNames(ServiceClient executor) {
        this.executor = executor;
    }

    @Override
    public String inWords(String subject) {
        return VmFinder.isWholeId(subject) ? known.computeIfAbsent(subject, this::ask) : subject;
    }

    private String ask(String id) {
        try {
            return executor.find(Request.get(VmLookup.path(id, "explain"), Map.of()))
                    .map(vm -> vm.path("name"))
                    .filter(JsonNode::isTextual)
                    .map(name -> name.asText() + " (" + id.substring(0, BEGINNING) + ")")
                    .orElse(id);
        } catch (CommandFailedException elsewhere) {
            return id;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return id;
        }
    }
}
