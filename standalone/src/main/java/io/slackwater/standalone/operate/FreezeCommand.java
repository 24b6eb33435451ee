package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.operate.ServiceClient.Request;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Stops every grant in the fleet. */
@Command(
        name = "freeze",
        description =
                "Stops every grant in the fleet at once. What was granted before comes to its end. Deletes of old storage go on: 'storage freeze' stops them.",
        mixinStandardHelpOptions = true)
public final class FreezeCommand extends Decision {

    static final String PATH = "/freeze";

    @Override
    Optional<String> already(ServiceClient client) throws InterruptedException {
        JsonNode freeze = client.send(Request.get(PATH, Map.of()));
        return freeze.path("frozen").asBoolean()
                ? Optional.of(since("The fleet was already frozen", freeze.path("by")))
                : Optional.empty();
    }

    @Override
    Request request(Optional<String> order) {
        return request("POST", PATH, order);
    }

    @Override
    String follows() {
        return ": nothing is granted until 'unfreeze'. Deletes of old storage go on; 'storage freeze' stops them";
    }
}
