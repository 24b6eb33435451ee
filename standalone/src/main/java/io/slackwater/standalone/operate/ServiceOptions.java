package io.slackwater.standalone.operate;

import io.slackwater.standalone.connect.InstallationOptions;
import io.slackwater.standalone.services.Service;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Where a service is. */
abstract class ServiceOptions extends InstallationOptions {

    private final Server server;

    /** @param option the option that names the service's address */
    ServiceOptions(Service service, String option) {
        this.server = new Server(service, option);
    }

    /**
     * A service that may be named.
     *
     * @param option the option that names its address
     */
    record Server(Service service, String option) {}

    /** Returns a client of the service at an address that the caller named, or at the installation's own. */
    final ServiceClient client(Optional<URI> named, CommandSpec command) {
        return client(server, this, named, command);
    }

    /** Returns a client of a service at an address that the caller named, or at an installation's own. */
    static ServiceClient client(
            Server server, InstallationOptions installation, Optional<URI> named, CommandSpec command) {
        named.ifPresent(address -> requireUrl(server, address, command));
        URI found = named.or(() ->
                        Optional.ofNullable(installation.endpoints().services().get(server.service())))
                .orElseThrow();
        return new ServiceClient(
                new ServiceClient.Server(server.service().module(), server.option()), found, named.isEmpty());
    }

    private static void requireUrl(Server server, URI named, CommandSpec command) {
        if (named.getHost() == null || !("http".equals(named.getScheme()) || "https".equals(named.getScheme()))) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s is '%s': use a URL such as http://127.0.0.1:%d"
                            .formatted(server.option(), named, server.service().usualPort()));
        }
    }
}
