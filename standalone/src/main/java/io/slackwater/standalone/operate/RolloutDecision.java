package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.operate.ServiceClient.Request;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A decision about one rollout. */
abstract class RolloutDecision extends Decision {

    @Parameters(paramLabel = "CHANGE", description = RolloutLookup.DESCRIPTION)
    private String written = "";

    private String change = "";

    /** Grants nothing more for now. */
    @Command(name = "pause", description = "Grants nothing more until it is resumed.", mixinStandardHelpOptions = true)
    static final class Pause extends RolloutDecision {

        @Override
        Optional<String> already(JsonNode rollout, String name) {
            return standing(rollout, name, "paused");
        }
    }

    /** Ends a pause. */
    @Command(
            name = "resume",
            description = "Goes on, in spite of the failures that paused it.",
            mixinStandardHelpOptions = true)
    static final class Resume extends RolloutDecision {

        @Override
        Optional<String> already(JsonNode rollout, String name) {
            boolean stands =
                    rollout.path("paused").isObject() || rollout.path("aborted").isObject();
            return stands ? Optional.empty() : Optional.of(name + " is not paused");
        }
    }

    /** Ends it. */
    @Command(
            name = "abort",
            description = "Grants nothing more, for good. What is under way comes to its end.",
            mixinStandardHelpOptions = true)
    static final class Abort extends RolloutDecision {

        @Override
        Optional<String> already(JsonNode rollout, String name) {
            return standing(rollout, name, "aborted");
        }
    }

    /** Lets it begin. */
    @Command(
            name = "approve",
            description = "Lets the first wave be opened where the policy asks for an approval.",
            mixinStandardHelpOptions = true)
    static final class Approve extends RolloutDecision {

        @Override
        Optional<String> already(JsonNode rollout, String name) {
            return standing(rollout, name, "approved");
        }
    }

    /** Returns what is so already, given the rollout as it is shown, and its name for a sentence. */
    abstract Optional<String> already(JsonNode rollout, String name);

    @Override
    final Optional<String> already(ServiceClient client) throws InterruptedException {
        JsonNode rollout = new RolloutLookup(client).find(written);
        change = rollout.path("changeId").asText(written);
        return already(rollout, "The rollout of " + change);
    }

    @Override
    final Request request(Optional<String> order) {
        return request("POST", RolloutLookup.path(change) + "/" + decision(), order);
    }

    @Override
    final String follows() {
        return "; 'rollout show " + change + "' tells what follows";
    }

    /** An aborted rollout is neither paused nor approved any more: the service says so. */
    private static Optional<String> standing(JsonNode rollout, String name, String what) {
        boolean isOver = rollout.path("aborted").isObject() && !what.equals("aborted");
        return rollout.path(what).isObject() && !isOver
                ? Optional.of(since(name + " was already " + what, rollout.path(what)))
                : Optional.empty();
    }
}
