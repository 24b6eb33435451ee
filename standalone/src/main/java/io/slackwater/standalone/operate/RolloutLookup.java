package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.connect.IdPrefix;
import io.slackwater.standalone.operate.ServiceClient.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the rollout that is meant. */
final class RolloutLookup {

    static final String DESCRIPTION = "The id of the change, or the beginning of it; 'rollouts' lists them.";

    private final ServiceClient client;

    RolloutLookup(ServiceClient client) {
        this.client = client;
    }

    /**
     * Returns the rollout of a change.
     *
     * @param change its id, or the beginning of it
     * @throws CommandFailedException if there is none, with the nearest, or several may be meant
     */
    JsonNode find(String change) throws InterruptedException {
        Optional<JsonNode> rollout = client.find(Request.get(path(change), Map.of()));
        if (rollout.isPresent()) {
            return rollout.get();
        }
        List<String> known = new ArrayList<>();
        client.send(Request.get("/rollouts", Map.of()))
                .forEach(one -> known.add(one.path("changeId").asText()));
        String meant = IdPrefix.of(change, known)
                .orElseThrow(() -> new CommandFailedException("There is no rollout of a change " + change + "."
                        + NameSuggestions.sentence(change, known) + " 'slackwater rollouts' lists them"));
        return client.send(Request.get(path(meant), Map.of()));
    }

    static String path(String change) {
        return "/rollouts/" + ServiceClient.segment(change);
    }
}
