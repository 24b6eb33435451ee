package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.operate.ServiceClient.Request;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the rollouts. */
@Command(
        name = "rollouts",
        description = "Lists the rollouts, each with how many VMs stand where.",
        mixinStandardHelpOptions = true)
public final class RolloutsCommand implements Callable<Integer> {

    @Mixin
    private ExecutorOptions executor = new ExecutorOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        JsonNode rollouts = executor.client().send(Request.get("/rollouts", Map.of()));
        JsonNode freeze = executor.client().send(Request.get(FreezeCommand.PATH, Map.of()));
        PrintWriter out = spec.commandLine().getOut();
        RolloutText.freeze(freeze).ifPresent(out::println);
        if (rollouts.isEmpty()) {
            out.println("There is no rollout: no change was matched with the fleet yet.");
            return 0;
        }
        RolloutText.table(rollouts, Instant.now()).lines().forEach(out::println);
        UnknownVolumesFormatter.summary(rollouts).forEach(out::println);
        return 0;
    }
}
