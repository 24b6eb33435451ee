package io.slackwater.standalone.operate;

import io.slackwater.standalone.reach.InstallationOptions;
import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a service is. */
abstract class ServiceOptions extends InstallationOptions {

    private final Service service;
    private final String option;

    /** @param option the option that names the service's address */
    ServiceOptions(Service service, String option) {
        this.service = service;
        this.option = option;
    }

    /** Returns a client of the service at an address that the caller named, or at the installation's own. */
    final ServiceClient client(Optional<URI> named, CommandSpec command) {
        named.ifPresent(address -> requireUrl(address, command));
        URI found = named.or(() -> Optional.ofNullable(endpoints().services().get(service)))
                .orElseThrow();
        return new ServiceClient(new ServiceClient.Server(service.module(), option), found, named.isEmpty());
    }

    private void requireUrl(URI named, CommandSpec command) {
        if (named.getHost() == null || !("http".equals(named.getScheme()) || "https".equals(named.getScheme()))) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s is '%s': use a URL such as http://127.0.0.1:%d".formatted(option, named, service.usualPort()));
        }
    }
}
