package io.slackwater.standalone.operate;

import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where vm-inventory is. */
final class InventoryOptions extends ServiceOptions {

    private static final String OPTION = "--inventory";

    @Option(
            names = OPTION,
            paramLabel = "URL",
            description = "Where vm-inventory is, such as http://127.0.0.1:8082 (default: where the installation"
                    + " has it).")
    private Optional<URI> address = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    InventoryOptions() {
        super(Service.VM_INVENTORY, OPTION);
    }

    ServiceClient client() {
        return client(address, command);
    }
}
