package io.slackwater.standalone.reach;

import io.slackwater.standalone.config.ConfigurationFile;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.services.Endpoints;
import io.slackwater.standalone.services.RunningInstallations;
import io.slackwater.standalone.services.Service;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which installation is meant: that of a configuration, or the one that runs. */
public class InstallationOptions {

    private static final Endpoints USUAL = Endpoints.of(new StandaloneConfiguration(
            Path.of(""),
            "127.0.0.1",
            9092,
            Arrays.stream(Service.values()).collect(Collectors.toMap(Function.identity(), Service::usualPort)),
            Map.of()));

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration that 'up' was started with (default: the installation that you run on this"
                    + " machine).")
    private Optional<Path> config = Optional.empty();

    /**
     * Returns where it is reached: as it says itself while it runs, else as its configuration says, else at the usual ports.
     *
     * @throws NotDoneException if several run and none is named
     */
    public Endpoints endpoints() {
        return endpoints(config, RunningInstallations.ofUser());
    }

    /** Returns the configuration that is named, or empty. */
    public Optional<StandaloneConfiguration> configuration() {
        return config.map(ConfigurationFile::read);
    }

    static Endpoints endpoints(Optional<Path> config, RunningInstallations running) {
        if (config.isPresent()) {
            StandaloneConfiguration configuration = ConfigurationFile.read(config.get());
            return Endpoints.ofRunning(configuration.dataDirectory()).orElseGet(() -> Endpoints.of(configuration));
        }
        Map<Path, Endpoints> found = running.find();
        if (found.size() > 1) {
            throw new NotDoneException("Several installations run on this machine; say with --config which is meant:\n"
                    + found.entrySet().stream()
                            .map(one -> "  data directory " + one.getKey() + ", update-executor at "
                                    + one.getValue().services().get(Service.UPDATE_EXECUTOR))
                            .collect(Collectors.joining("\n")));
        }
        return found.values().stream().findFirst().orElse(USUAL);
    }
}
