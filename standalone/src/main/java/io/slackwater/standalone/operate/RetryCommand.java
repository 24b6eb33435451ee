package io.slackwater.standalone.operate;

import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.reach.BrokerOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a change tried again. */
@Command(name = "retry", description = "Has a change tried again that failed on a VM.", mixinStandardHelpOptions = true)
public final class RetryCommand implements Callable<Integer> {

    @Parameters(paramLabel = "VM", description = VmLookup.DESCRIPTION)
    private String vm = "";

    @Parameters(paramLabel = "CHANGE", description = "The id of the change.")
    private String change = "";

    @Mixin
    private Decider decider = new Decider();

    @Mixin
    private ExecutorOptions executor = new ExecutorOptions();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        String order = decider.order().put("changeId", change).toString();
        String id = new VmLookup(executor, broker).id(vm);
        executor.client().send(new Request("POST", VmLookup.path(id, "retry"), Map.of(), Optional.of(order)));
        spec.commandLine().getOut().println("The log has it; 'explain vm " + vm + "' tells what follows.");
        return 0;
    }
}
