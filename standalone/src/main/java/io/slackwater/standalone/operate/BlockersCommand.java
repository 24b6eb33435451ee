package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.operate.ExecutorClient.Request;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells why open updates have not happened. */
@Command(
        name = "blockers",
        description = "Tells why open updates have not happened: how many for which reason, and the oldest reasons.",
        mixinStandardHelpOptions = true)
public final class BlockersCommand implements Callable<Integer> {

    @Option(names = "--change", paramLabel = "CHANGE", description = "Only updates of this change.")
    private Optional<String> change = Optional.empty();

    @Option(names = "--vm", paramLabel = "VM", description = "Only updates of this VM, by its UUID.")
    private Optional<String> vm = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "Only updates of VMs on this host.")
    private Optional<String> host = Optional.empty();

    @Option(names = "--code", paramLabel = "CODE", description = "Only this reason, such as VM_RUNNING.")
    private Optional<String> code = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many of them to list, oldest first (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private ExecutorOptions executor = new ExecutorOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> query = new TreeMap<>(Map.of("limit", String.valueOf(limit)));
        change.ifPresent(id -> query.put("change", id));
        vm.ifPresent(id -> query.put("vm", id));
        host.ifPresent(id -> query.put("host", id));
        code.ifPresent(name -> query.put("code", name));
        JsonNode answer = executor.client().send(Request.get("/blockers", query));
        PrintWriter out = spec.commandLine().getOut();
        BlockerText.lines(answer, Instant.now()).forEach(out::println);
        return 0;
    }
}
