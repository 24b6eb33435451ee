package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.operate.ExecutorClient.Request;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one rollout, and lets a person decide about it. */
@Command(
        name = "rollout",
        description = "Shows the rollout of a change, pauses, resumes, aborts or approves it.",
        mixinStandardHelpOptions = true)
public final class RolloutCommand {

    private static final String CHANGE = "The id of the change; 'rollouts' lists them.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "show",
            description = "Shows its waves, and what holds up the VMs that wait.",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "CHANGE", description = CHANGE) String change, @Mixin ExecutorOptions executor)
            throws InterruptedException {
        JsonNode rollout = executor.client().send(Request.get(path(change), Map.of()));
        PrintWriter out = spec.commandLine().getOut();
        RolloutText.lines(rollout, Instant.now()).forEach(out::println);
        return 0;
    }

    @Command(name = "pause", description = "Grants nothing more until it is resumed.", mixinStandardHelpOptions = true)
    int pause(
            @Parameters(paramLabel = "CHANGE", description = CHANGE) String change,
            @Mixin Decider decider,
            @Mixin ExecutorOptions executor)
            throws InterruptedException {
        return decide(change, "pause", decider, executor);
    }

    @Command(
            name = "resume",
            description = "Goes on, in spite of the failures that paused it.",
            mixinStandardHelpOptions = true)
    int resume(
            @Parameters(paramLabel = "CHANGE", description = CHANGE) String change,
            @Mixin Decider decider,
            @Mixin ExecutorOptions executor)
            throws InterruptedException {
        return decide(change, "resume", decider, executor);
    }

    @Command(
            name = "abort",
            description = "Grants nothing more, for good. What is under way comes to its end.",
            mixinStandardHelpOptions = true)
    int abort(
            @Parameters(paramLabel = "CHANGE", description = CHANGE) String change,
            @Mixin Decider decider,
            @Mixin ExecutorOptions executor)
            throws InterruptedException {
        return decide(change, "abort", decider, executor);
    }

    @Command(
            name = "approve",
            description = "Lets the first wave be opened where the policy asks for an approval.",
            mixinStandardHelpOptions = true)
    int approve(
            @Parameters(paramLabel = "CHANGE", description = CHANGE) String change,
            @Mixin Decider decider,
            @Mixin ExecutorOptions executor)
            throws InterruptedException {
        return decide(change, "approve", decider, executor);
    }

    private int decide(String change, String decision, Decider decider, ExecutorOptions executor)
            throws InterruptedException {
        String order = decider.order().toString();
        executor.client().send(new Request("POST", path(change) + "/" + decision, Map.of(), Optional.of(order)));
        spec.commandLine().getOut().println("The log has it; 'rollout show " + change + "' tells what follows.");
        return 0;
    }

    private static String path(String change) {
        return "/rollouts/" + ExecutorClient.segment(change);
    }
}
