package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.standalone.connect.BrokerOption;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.vms.KnownHosts;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells why open updates have not happened. */
@Command(
        name = "blockers",
        description = "Tells why open updates have not happened: how many for which reason, and the oldest reasons.",
        mixinStandardHelpOptions = true,
        subcommands = BlockersCommand.Storage.class)
public final class BlockersCommand implements Callable<Integer> {

    @Option(
            names = "--change",
            paramLabel = "CHANGE",
            description = "Only updates of this change: its id, or the beginning of it.")
    private Optional<String> change = Optional.empty();

    @Option(
            names = "--vm",
            paramLabel = "VM",
            description = "Only updates of this VM: its name, its UUID, or the beginning of that.")
    private Optional<String> vm = Optional.empty();

    @Option(names = "--host", paramLabel = "HOST", description = "Only updates of VMs on this host.")
    private Optional<String> host = Optional.empty();

    @Option(names = "--code", paramLabel = "CODE", description = "Only this reason, such as VM_RUNNING.")
    private Optional<String> code = Optional.empty();

    @Mixin
    private LimitOption limit = new LimitOption();

    @Mixin
    private ExecutorOptions executor = new ExecutorOptions();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        Map<String, String> query = new TreeMap<>(Map.of("limit", String.valueOf(limit.value())));
        VmLookup vms = new VmLookup(executor, broker);
        Optional<String> vmId = vm.map(vms::id);
        change.ifPresent(id -> query.put("change", id));
        vmId.ifPresent(id -> query.put("vm", id));
        host.ifPresent(id -> query.put("host", id));
        code.map(this::knownCode).ifPresent(name -> query.put("code", name));
        JsonNode answer = executor.client().send(Request.get("/blockers", query));
        if (answer.path("updates").asLong() == 0 && isMeantOtherwise(vms, query)) {
            answer = executor.client().send(Request.get("/blockers", query));
        }
        PrintWriter out = spec.commandLine().getOut();
        BlockerText.lines(answer, new AskedVmNames(executor.client()), Instant.now())
                .forEach(out::println);
        return 0;
    }

    /** What is not there has no open updates either. Returns whether what is asked for was the beginning of an id. */
    private boolean isMeantOtherwise(VmLookup vms, Map<String, String> query) throws InterruptedException {
        boolean isMeant = false;
        if (change.isPresent()) {
            JsonNode rollout = new RolloutLookup(executor.client()).find(change.get());
            String id = rollout.path("changeId").asText(change.get());
            isMeant = !id.equals(query.put("change", id));
        }
        if (vm.isPresent()) {
            vms.explained(vm.get());
        }
        if (host.isPresent()) {
            KnownHosts.require(vms.fleet(), host.get());
        }
        return isMeant;
    }

    private String knownCode(String written) {
        String name = written.toUpperCase(Locale.ROOT).replace('-', '_');
        List<String> codes = Arrays.stream(BlockerCode.values()).map(Enum::name).toList();
        if (!codes.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--code: there is no reason " + written + "." + NameSuggestions.sentence(name, codes)
                            + " There are " + String.join(", ", codes));
        }
        return name;
    }

    /** Tells why old storage was not freed. */
    @Command(
            name = "storage",
            description = "Tells what holds the volumes that changes have taken the place of, and what ends that.",
            mixinStandardHelpOptions = true)
    static final class Storage implements Callable<Integer> {

        @Mixin
        private ReclaimerOptions reclaimer = new ReclaimerOptions();

        @Mixin
        private VmNamesOptions log = new VmNamesOptions();

        @Spec
        private CommandSpec storage = CommandSpec.create();

        @Override
        public Integer call() throws InterruptedException {
            JsonNode volumes = reclaimer.client().send(Request.get(StorageCommand.PATH, Map.of()));
            PrintWriter out = storage.commandLine().getOut();
            StorageCommand.freeze(reclaimer.client()).ifPresent(out::println);
            StorageText.blockers(volumes, log.names(reclaimer), Instant.now()).forEach(out::println);
            return 0;
        }
    }
}
