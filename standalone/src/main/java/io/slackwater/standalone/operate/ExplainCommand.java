package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.operate.ExecutorClient.Request;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells why something is where it is. */
@Command(name = "explain", description = "Tells why a VM is where it is.", mixinStandardHelpOptions = true)
public final class ExplainCommand {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "vm",
            description = "Tells of a VM where it is, what its open updates wait for, which policy applies to each, and"
                    + " why the others do not.",
            mixinStandardHelpOptions = true)
    int vm(@Parameters(paramLabel = "VM", description = "The VM's UUID.") String vm, @Mixin ExecutorOptions executor)
            throws InterruptedException {
        String path = "/vms/" + ExecutorClient.segment(vm) + "/explain";
        JsonNode explained = executor.client().send(Request.get(path, Map.of()));
        PrintWriter out = spec.commandLine().getOut();
        new VmText(explained, Instant.now()).lines().forEach(out::println);
        return 0;
    }
}
