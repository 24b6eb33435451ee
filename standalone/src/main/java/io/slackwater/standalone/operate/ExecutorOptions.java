package io.slackwater.standalone.operate;

import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where update-executor is. */
final class ExecutorOptions extends ServiceOptions {

    private static final String OPTION = "--executor";

    @Option(
            names = OPTION,
            paramLabel = "URL",
            description = "Where update-executor is, such as http://127.0.0.1:8083 (default: where the installation has"
                    + " it).")
    private Optional<URI> address = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    ExecutorOptions() {
        super(Service.UPDATE_EXECUTOR, OPTION);
    }

    /** Whether the caller said where it is; otherwise it is an installation's own, of which there is one. */
    boolean isNamed() {
        return address.isPresent();
    }

    ServiceClient client() {
        return client(address, command);
    }
}
