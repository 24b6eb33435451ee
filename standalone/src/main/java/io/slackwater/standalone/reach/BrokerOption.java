package io.slackwater.standalone.reach;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the log is. */
public final class BrokerOption {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "A broker, or several with commas (default: that of the installation).")
    private Optional<String> servers = Optional.empty();

    /** Returns what is named, else the broker of the installation. */
    public String servers(InstallationOptions installation) {
        return servers.orElseGet(() -> installation.endpoints().broker());
    }
}
