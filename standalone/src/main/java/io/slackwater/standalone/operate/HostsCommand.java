package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.text.Count;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the hosts, and takes one out of the fleet. */
@Command(
        name = "hosts",
        description = "Shows each declared host: what may be done there, and whether it is reached.",
        mixinStandardHelpOptions = true,
        subcommands = HostsCommand.Retire.class)
public final class HostsCommand implements Callable<Integer> {

    private static final String PATH = "/hosts";

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        HostFormatter.hosts(inventory.client().send(Request.get(PATH, Map.of())), Instant.now())
                .forEach(spec.commandLine().getOut()::println);
        return 0;
    }

    /** Takes a host out of the fleet. */
    @Command(
            name = "retire",
            description =
                    "Takes a host out of the fleet, so that nothing waits for it. Shows first which VMs the log says"
                            + " that it has, and what they use; where there are any, --confirm is needed.",
            mixinStandardHelpOptions = true)
    static final class Retire implements Callable<Integer> {

        @Parameters(paramLabel = "HOST", description = "The host, as 'hosts' shows it.")
        private String host = "";

        @Option(
                names = "--confirm",
                description =
                        "The host is no more, or its VMs are elsewhere: retire it though the log says that it has some.")
        private boolean confirmed;

        @Mixin
        private Decider decider = new Decider();

        @Mixin
        private InventoryOptions inventory = new InventoryOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            Blank.refuse(spec, "HOST", host);
            ObjectNode order = decider.order().put("confirmed", confirmed);
            PrintWriter out = spec.commandLine().getOut();
            ServiceClient client = inventory.client();
            String path = PATH + "/" + ServiceClient.segment(host);
            Optional<JsonNode> found = client.find(Request.get(path + "/vms", Map.of()));
            JsonNode vms = found.isPresent() ? found.get() : unknown(client);
            HostFormatter.vms(vms).forEach(out::println);
            if (!vms.isEmpty() && !confirmed) {
                throw new CommandFailedException("The log says that host " + host + " has " + Count.of(vms.size(), "VM")
                        + ". If the host is no more, or they are elsewhere, say so with --confirm. What they use in"
                        + " shared stores is kept until each is seen elsewhere, or 'slackwater storage forget'"
                        + " releases it");
            }
            client.send(new Request("POST", path + "/retire", Map.of(), Optional.of(order.toString())));
            out.println("The log has it: host " + host + " is retired; what it said counts nowhere.");
            return 0;
        }

        private JsonNode unknown(ServiceClient client) throws InterruptedException {
            List<String> known = new ArrayList<>();
            client.send(Request.get(PATH, Map.of()))
                    .forEach(one -> known.add(one.path("hostId").asText()));
            throw new CommandFailedException("There is no host " + host + "." + NameSuggestions.sentence(host, known)
                    + " 'slackwater hosts' lists them");
        }
    }
}
