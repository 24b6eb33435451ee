package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.operate.ExecutorClient.Request;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A decision that a person sends, saying who it is and why, unless it is so already. The command's name says what is decided. */
abstract class Decision implements Callable<Integer> {

    @Mixin
    private Decider decider = new Decider();

    @Mixin
    private ExecutorOptions executor = new ExecutorOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Returns what is so already that the decision would bring about, in a sentence; empty where it is not. */
    abstract Optional<String> already(ExecutorClient client) throws InterruptedException;

    /** Returns the method and path of the decision. */
    abstract Request request(Optional<String> order);

    /** Returns what follows from it. */
    abstract String follows();

    @Override
    public Integer call() throws InterruptedException {
        String order = decider.order().toString();
        ExecutorClient client = executor.client();
        Optional<String> already = already(client);
        if (already.isEmpty()) {
            client.send(request(Optional.of(order)));
        }
        spec.commandLine()
                .getOut()
                .println(already.map(so -> so + ". Nothing changed.")
                        .orElseGet(() -> "The log has it" + follows() + "."));
        return 0;
    }

    String decision() {
        return spec.name();
    }

    static Request request(String method, String path, Optional<String> order) {
        return new Request(method, path, Map.of(), order);
    }

    /** Returns that something was decided before, with when, by whom and why. */
    static String since(String what, JsonNode decree) {
        return what + " since " + decree.path("at").asText() + " by "
                + decree.path("actor").asText("Slackwater") + ": "
                + decree.path("reason").asText();
    }
}
