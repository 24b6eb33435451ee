package io.slackwater.standalone.operate;

import io.slackwater.standalone.connect.InstallationOptions;
import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where patch-ingest is. */
final class IngestOption {

    private static final String OPTION = "--ingest";

    @Option(
            names = OPTION,
            paramLabel = "URL",
            description = "Where patch-ingest is, such as http://127.0.0.1:8081 (default: where the installation has"
                    + " it).")
    private Optional<URI> address = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Returns a client of patch-ingest where it was named, or of an installation's own. */
    ServiceClient client(InstallationOptions installation) {
        return ServiceOptions.client(
                new ServiceOptions.Server(Service.PATCH_INGEST, OPTION), installation, address, command);
    }
}
