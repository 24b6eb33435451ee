package io.slackwater.standalone.connect;

import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the log is. */
public class BrokerOption {

    private static final Pattern SERVERS = Pattern.compile("[^,\\s]+:\\d{1,5}(,[^,\\s]+:\\d{1,5})*");

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "A broker, or several with commas (default: that of the installation).")
    private Optional<String> servers = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Returns what is named, else the broker of the installation. */
    public final String servers(InstallationOptions installation) {
        servers.filter(named -> !SERVERS.matcher(named).matches()).ifPresent(other -> {
            throw new ParameterException(
                    command.commandLine(),
                    "--bootstrap-servers is '" + other
                            + "': use HOST:PORT, such as 127.0.0.1:9092, or several with commas");
        });
        return servers.orElseGet(() -> installation.endpoints().broker());
    }
}
