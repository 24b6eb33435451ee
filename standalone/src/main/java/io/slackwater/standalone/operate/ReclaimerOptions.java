package io.slackwater.standalone.operate;

import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where storage-reclaimer is. */
final class ReclaimerOptions extends ServiceOptions {

    private static final String OPTION = "--reclaimer";

    @Option(
            names = OPTION,
            paramLabel = "URL",
            description = "Where storage-reclaimer is, such as http://127.0.0.1:8084 (default: where the installation"
                    + " has it).")
    private Optional<URI> address = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    ReclaimerOptions() {
        super(Service.STORAGE_RECLAIMER, OPTION);
    }

    ServiceClient client() {
        return client(address, command);
    }
}
