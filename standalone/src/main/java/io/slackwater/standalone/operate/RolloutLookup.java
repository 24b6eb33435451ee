package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.reach.NotDoneException;
import io.slackwater.standalone.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the rollout that is meant. */
final class RolloutLookup {

    static final String DESCRIPTION = "The id of the change; 'rollouts' lists them.";

    private final ServiceClient client;

    RolloutLookup(ServiceClient client) {
        this.client = client;
    }

    /**
     * Returns the rollout of a change.
     *
     * @throws NotDoneException if there is none, with the nearest
     */
    JsonNode find(String change) throws InterruptedException {
        Optional<JsonNode> rollout = client.find(Request.get(path(change), Map.of()));
        if (rollout.isPresent()) {
            return rollout.get();
        }
        List<String> known = new ArrayList<>();
        client.send(Request.get("/rollouts", Map.of()))
                .forEach(one -> known.add(one.path("changeId").asText()));
        throw new NotDoneException("There is no rollout of a change " + change + "." + Nearest.sentence(change, known)
                + " 'slackwater rollouts' lists them");
    }

    static String path(String change) {
        return "/rollouts/" + ServiceClient.segment(change);
    }
}
