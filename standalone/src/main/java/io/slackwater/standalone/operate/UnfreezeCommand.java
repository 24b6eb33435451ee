package io.slackwater.standalone.operate;

import io.slackwater.standalone.operate.ExecutorClient.Request;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets grants be given again. */
@Command(name = "unfreeze", description = "Ends a freeze.", mixinStandardHelpOptions = true)
public final class UnfreezeCommand implements Callable<Integer> {

    @Mixin
    private Decider decider = new Decider();

    @Mixin
    private ExecutorOptions executor = new ExecutorOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        String order = decider.order().toString();
        executor.client().send(new Request("DELETE", "/freeze", Map.of(), Optional.of(order)));
        spec.commandLine().getOut().println("The log has it: updates are granted again.");
        return 0;
    }
}
