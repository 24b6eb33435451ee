package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.standalone.connect.BrokerOption;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.connect.FleetLog;
import io.slackwater.standalone.operate.ServiceClient.Request;
import io.slackwater.standalone.vms.VmFinder;
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

/** What a person decides about storage, saying who it is and why. */
abstract class StorageDecision implements Callable<Integer> {

    @Mixin
    private Decider decider = new Decider();

    @Mixin
    private ReclaimerOptions reclaimer = new ReclaimerOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final String method;
    private final String path;

    StorageDecision(String path) {
        this("POST", path);
    }

    StorageDecision(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** Returns where storage-reclaimer is. */
    final ReclaimerOptions reclaimer() {
        return reclaimer;
    }

    /** Calls it wrong usage where an option or a parameter says nothing. */
    final void refuseBlank(String name, String value) {
        Blank.refuse(spec, name, value);
    }

    /** Adds what is decided about. */
    abstract void describe(ObjectNode order);

    /** Returns what follows from it. */
    abstract String follows();

    @Override
    public final Integer call() throws InterruptedException {
        ObjectNode order = decider.order();
        describe(order);
        reclaimer.client().send(new Request(method, path, Map.of(), Optional.of(order.toString())));
        spec.commandLine().getOut().println("The log has it: " + follows() + ".");
        return 0;
    }

    /** A decision about one hold of one volume. */
    abstract static class OfHold extends StorageDecision {

        @Parameters(paramLabel = "VOLUME", description = "The volume's name, as 'storage' shows it.")
        private String volume = "";

        @Option(names = "--store", required = true, paramLabel = "STORE", description = "The volume's store.")
        private String store = "";

        @Option(
                names = "--name",
                required = true,
                paramLabel = "HOLD",
                description = "The hold's name; a volume may have several.")
        private String hold = "";

        OfHold(String path) {
            super(path);
        }

        @Override
        final void describe(ObjectNode order) {
            refuseBlank("VOLUME", volume);
            refuseBlank("--store", store);
            refuseBlank("--name", hold);
            order.put("store", store).put("volume", volume).put("hold", hold);
        }
    }

    /** Keeps a volume. */
    @Command(
            name = "hold",
            description = "Keeps a volume, whoever needs it, until the hold is released.",
            mixinStandardHelpOptions = true)
    static final class Hold extends OfHold {

        Hold() {
            super("/holds");
        }

        @Override
        String follows() {
            return "the volume stays until 'storage release'";
        }
    }

    /** Ends a hold. */
    @Command(name = "release", description = "Ends a hold.", mixinStandardHelpOptions = true)
    static final class Release extends OfHold {

        Release() {
            super("/holds/release");
        }

        @Override
        String follows() {
            return "the hold keeps the volume no more; when nothing else does, it goes after its grace time, a replaced overlay at"
                    + " once";
        }
    }

    /** Confirms who shares a store. */
    @Command(
            name = "confirm",
            description = "Confirms that these hosts, and no others, share a store: then it may be freed of what nobody"
                    + " on any of them needs.",
            mixinStandardHelpOptions = true)
    static final class Confirm extends StorageDecision {

        @Parameters(paramLabel = "STORE", description = "The store, as 'storage hosts' shows it.")
        private String store = "";

        @Option(
                names = "--hosts",
                required = true,
                split = ",",
                paramLabel = "HOST",
                description = "Every host that shares it, separated by commas.")
        private List<String> hosts = new ArrayList<>();

        Confirm() {
            super("/stores/confirm");
        }

        @Override
        void describe(ObjectNode order) {
            refuseBlank("STORE", store);
            hosts.forEach(host -> refuseBlank("--hosts", host));
            order.put("store", store);
            hosts.forEach(order.putArray("hosts")::add);
        }

        @Override
        String follows() {
            return "nothing is deleted there until all of them were asked";
        }
    }

    /** Forgets what a vanished VM used. */
    @Command(
            name = "forget",
            description = "Says that a VM which vanished will not come back with what it used last in a store.",
            mixinStandardHelpOptions = true)
    static final class Forget extends StorageDecision {

        @Parameters(paramLabel = "VM", description = VmLookup.DESCRIPTION)
        private String vm = "";

        @Option(names = "--store", required = true, paramLabel = "STORE", description = "The store.")
        private String store = "";

        @Mixin
        private BrokerOption broker = new BrokerOption();

        Forget() {
            super("/uses/release");
        }

        @Override
        void describe(ObjectNode order) {
            refuseBlank("VM", vm);
            refuseBlank("--store", store);
            order.put("store", store).put("vmId", id());
        }

        /** The log forgets the name of a VM that vanished before its audit period; the reason that is to be ended has the UUID. */
        private String id() {
            try {
                return VmFinder.find(vm, () -> FleetLog.read(broker.servers(reclaimer())));
            } catch (CommandFailedException notFound) {
                throw new CommandFailedException(notFound.getMessage() + System.lineSeparator()
                        + "'slackwater blockers storage' tells of the VMs that vanished, with their UUIDs");
            }
        }

        @Override
        String follows() {
            return "what it used last holds nothing there any more";
        }
    }
}
