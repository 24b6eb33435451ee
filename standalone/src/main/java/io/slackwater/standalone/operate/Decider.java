package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who decides, and why. */
final class Decider {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Option(
            names = "--as",
            paramLabel = "WHO",
            defaultValue = "${sys:user.name}",
            description = "Who decides (default: ${DEFAULT-VALUE}).")
    private String actor = "";

    @Option(
            names = "--because",
            required = true,
            paramLabel = "WHY",
            description = "Why; it is kept with the decision.")
    private String reason = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Returns the order that says it. */
    ObjectNode order() {
        Blank.refuse(command, "--as", actor);
        Blank.refuse(command, "--because", reason);
        return JSON.createObjectNode().put("actor", actor).put("reason", reason);
    }
}
