package io.slackwater.standalone.vms;

import io.slackwater.planning.fleet.Fleet;
import io.slackwater.standalone.reach.BrokerOption;
import io.slackwater.standalone.reach.FleetLog;
import io.slackwater.standalone.reach.InstallationOptions;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.Table;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
        lines(fleet, host).forEach(out::println);
        return 0;
    }

    static List<String> lines(Fleet fleet, Optional<String> host) {
        host.ifPresent(name -> KnownHosts.require(fleet, name));
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
        rows.forEach(row -> table.row(row.name(), row.id(), row.host(), row.state(), row.portions(), row.updates()));
        return table.lines();
    }
}
