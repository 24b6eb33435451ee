package io.slackwater.standalone.operate;

import io.slackwater.standalone.reach.InstallationOptions;
import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where update-executor is. */
final class ExecutorOptions extends InstallationOptions {

    @Option(
            names = "--executor",
            paramLabel = "URL",
            description = "Where update-executor is, such as http://127.0.0.1:8083 (default: where the installation has"
                    + " it).")
    private Optional<URI> address = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Whether the caller said where it is; otherwise it is an installation's own, of which there is one. */
    boolean isNamed() {
        return address.isPresent();
    }

    ExecutorClient client() {
        address.ifPresent(this::requireUrl);
        URI found = address.or(() -> Optional.ofNullable(endpoints().services().get(Service.UPDATE_EXECUTOR)))
                .orElseThrow();
        return new ExecutorClient(found, !isNamed());
    }

    private void requireUrl(URI named) {
        if (named.getHost() == null || !("http".equals(named.getScheme()) || "https".equals(named.getScheme()))) {
            throw new ParameterException(
                    command.commandLine(), "--executor is '" + named + "': use a URL such as http://127.0.0.1:8083");
        }
    }
}
