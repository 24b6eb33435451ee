package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.standalone.connect.BrokerOption;
import io.slackwater.standalone.connect.IdPrefix;
import io.slackwater.standalone.operate.ServiceClient.Request;
import java.util.ArrayList;
import java.util.List;
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

    @Parameters(
            paramLabel = "CHANGE",
            description = "The id of the change, or the beginning of it; 'explain vm' lists what failed.")
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
        ObjectNode order = decider.order();
        JsonNode explained = new VmLookup(executor, broker).explained(vm);
        List<String> failed = new ArrayList<>();
        explained.path("failedChanges").forEach(one -> failed.add(one.asText()));
        order.put(
                "changeId",
                failed.contains(change) ? change : IdPrefix.of(change, failed).orElse(change));
        String path = VmLookup.path(explained.path("vmId").asText(vm), "retry");
        executor.client().send(new Request("POST", path, Map.of(), Optional.of(order.toString())));
        spec.commandLine().getOut().println("The log has it; 'explain vm " + vm + "' tells what follows.");
        return 0;
    }
}
