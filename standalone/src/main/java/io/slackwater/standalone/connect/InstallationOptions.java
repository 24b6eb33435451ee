package io.slackwater.standalone.connect;

import io.slackwater.standalone.config.ConfigurationFile;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.services.Endpoints;
import io.slackwater.standalone.services.RunningInstallation;
import io.slackwater.standalone.services.RunningInstallations;
import io.slackwater.standalone.services.Service;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which installation is meant: that of a configuration, or the one that runs. */
public class InstallationOptions {

    private static final Endpoints USUAL = Endpoints.of(new StandaloneConfiguration(
            Path.of(""),
            "127.0.0.1",
            9092,
            Arrays.stream(Service.values()).collect(Collectors.toMap(Function.identity(), Service::usualPort)),
            Map.of()));

    /** An installation that the owner of this machine may not have in mind when he asks about his own. */
    private static final String DEMO = "demo";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration that 'up' was started with (default: the installation that you run on this"
                    + " machine).")
    private Optional<Path> config = Optional.empty();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private Optional<Endpoints> found = Optional.empty();

    /**
     * Returns where it is reached: as it says itself while it runs, else as its configuration says, else at the usual ports. Where
     * it was not named and is no lasting one, that is said once.
     *
     * @throws CommandFailedException if several run and none is named
     */
    public Endpoints endpoints() {
        if (found.isEmpty()) {
            found = Optional.of(endpoints(
                    config, RunningInstallations.ofUser(), command.commandLine().getErr()));
        }
        return found.get();
    }

    /** Returns the configuration that is named, or empty. */
    public Optional<StandaloneConfiguration> configuration() {
        return config.map(ConfigurationFile::read);
    }

    static Endpoints endpoints(Optional<Path> config, RunningInstallations running, PrintWriter hints) {
        if (config.isPresent()) {
            StandaloneConfiguration configuration = ConfigurationFile.read(config.get());
            return Endpoints.ofRunning(configuration.dataDirectory()).orElseGet(() -> Endpoints.of(configuration));
        }
        List<RunningInstallation> found = running.find();
        if (found.size() > 1) {
            throw new CommandFailedException("Several installations run on this machine; say which is meant:\n"
                    + found.stream().map(one -> "  " + one.inWords()).collect(Collectors.joining("\n")));
        }
        found.stream()
                .filter(one -> one.command().equals(DEMO))
                .forEach(demo -> hints.println("(Of the demo that runs in " + demo.dataDirectory() + ")"));
        return found.stream().findFirst().map(RunningInstallation::endpoints).orElse(USUAL);
    }
}
