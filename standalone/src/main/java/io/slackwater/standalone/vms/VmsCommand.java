package io.slackwater.standalone.vms;

import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.standalone.connect.BrokerOption;
import io.slackwater.standalone.connect.FleetLog;
import io.slackwater.standalone.connect.InstallationOptions;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.LastSeen;
import io.slackwater.standalone.text.Table;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the VMs. */
@Command(
        name = "vms",
        description = "Lists the VMs with their UUIDs, where they are, which versions they use, and their open updates."
                + " Reads the log from its start.",
        mixinStandardHelpOptions = true)
public final class VmsCommand implements Callable<Integer> {

    @Option(names = "--host", paramLabel = "HOST", description = "Only VMs of this host.")
    private Optional<String> host = Optional.empty();

    @Mixin
    private InstallationOptions installation = new InstallationOptions();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Fleet fleet = FleetLog.read(broker.servers(installation));
        PrintWriter out = spec.commandLine().getOut();
        lines(fleet, host, Instant.now()).forEach(out::println);
        return 0;
    }

    static List<String> lines(Fleet fleet, Optional<String> host, Instant now) {
        host.ifPresent(name -> KnownHosts.require(fleet, name));
        Map<String, Instant> away = away(fleet, host);
        List<String> lines = new ArrayList<>(table(fleet, host, away.keySet()));
        lines.addAll(LastSeen.lines(away, now));
        return lines;
    }

    private static Map<String, Instant> away(Fleet fleet, Optional<String> host) {
        return fleet.hosts().stream()
                .filter(name -> host.filter(other -> !other.equals(name)).isEmpty())
                .flatMap(name -> fleet.catalogue().host(name).stream())
                .filter(fact -> !fact.reachable())
                .collect(Collectors.toMap(HostInfo::hostId, HostInfo::linkSince));
    }

    private static List<String> table(Fleet fleet, Optional<String> host, Set<String> away) {
        List<VmRow> rows = fleet.vms().stream()
                .flatMap(vm -> VmRow.of(fleet, vm).stream())
                .filter(row -> host.filter(name -> !name.equals(row.host())).isEmpty())
                .sorted(VmRow.BY_NAME)
                .toList();
        if (rows.isEmpty()) {
            return List.of(host.map(name -> "Host " + name + " has no VM, as far as the log says.")
                    .orElseGet(() -> "There is no VM: " + Count.of(fleet.hosts().size(), "host")
                            + " declared, and none has said that it has one."));
        }
        Table table = new Table("NAME", "VM", "HOST", "STATE", "USES", "OPEN UPDATES");
        rows.forEach(row -> table.row(
                row.name(),
                row.id(),
                row.host() + (away.contains(row.host()) ? " (not reached)" : ""),
                row.state(),
                row.portions(),
                row.updates()));
        return table.lines();
    }
}
