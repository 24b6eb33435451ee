package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.connect.BrokerOption;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.images.ExplainImageCommand;
import io.slackwater.standalone.operate.ServiceClient.Request;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells why something is where it is. */
@Command(
        name = "explain",
        description = "Tells why a VM is where it is, and what uses an image.",
        mixinStandardHelpOptions = true,
        subcommands = ExplainImageCommand.class)
public final class ExplainCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "vm",
            description = "Tells of a VM where it is, what its open updates wait for, which policy applies to each, and"
                    + " why the others do not.",
            mixinStandardHelpOptions = true)
    int vm(
            @Parameters(paramLabel = "VM", description = VmLookup.DESCRIPTION) String vm,
            @Mixin ExecutorOptions executor,
            @Mixin BrokerOption broker)
            throws InterruptedException {
        VmLookup vms = new VmLookup(executor, broker);
        JsonNode explained = vms.explained(vm);
        PrintWriter out = spec.commandLine().getOut();
        freeze(executor.client()).ifPresent(out::println);
        new VmText(explained, new AskedVmNames(executor.client()), Instant.now())
                .lines()
                .forEach(out::println);
        return 0;
    }

    /** What holds every VM up is told of each; of several instances one knows it, which need not be the one that knows the VM. */
    private static Optional<String> freeze(ServiceClient client) throws InterruptedException {
        try {
            return RolloutText.freeze(client.send(Request.get(FreezeCommand.PATH, Map.of())));
        } catch (CommandFailedException unknown) {
            return Optional.of("Whether the fleet is frozen is not known: " + unknown.getMessage());
        }
    }
}
