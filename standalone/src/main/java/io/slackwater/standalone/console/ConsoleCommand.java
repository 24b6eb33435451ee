package io.slackwater.standalone.console;

import io.slackwater.standalone.config.ConfigurationFile;
import io.slackwater.standalone.config.ConsoleSettings;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.connect.CommandFailedException;
import io.slackwater.standalone.process.ChildMessages;
import io.slackwater.standalone.services.AlreadyRunningException;
import io.slackwater.standalone.services.Endpoints;
import io.slackwater.standalone.services.Installation;
import io.slackwater.standalone.services.RunningInstallation;
import io.slackwater.standalone.services.RunningInstallations;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the console of an installation that is up, until it is told to stop. */
@Command(
        name = "console",
        description = {
            "Runs the console beside an installation that is up, until Ctrl-C or SIGTERM.",
            "It folds the log into PostgreSQL and answers questions at /api/v1. Updates go on without it.",
            "Example: slackwater console, then curl 'http://127.0.0.1:8080/api/v1/updates?phase=FAILED'"
        },
        mixinStandardHelpOptions = true)
public final class ConsoleCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration that 'up' was started with (default: the installation that you run on this"
                    + " machine).")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The port of the API on 127.0.0.1; 0 for any that is free (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            description = "The port of health and metrics on 127.0.0.1 (default: 9080, or any that is free where --port"
                    + " is 0).")
    private Optional<Integer> managementPort = Optional.empty();

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = {
                "The database, such as jdbc:postgresql://db.example.org/slackwater (default: a server of the console's own"
                        + " in the data directory).",
                "User and password are in SLACKWATER_CONSOLE_DATABASE_USER and SLACKWATER_CONSOLE_DATABASE_PASSWORD."
            })
    private Optional<String> databaseUrl = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        databaseUrl.ifPresent(this::requireNoPassword);
        Installed installed = installed();
        try (Console console = prepare(installed, new ChildMessages(out))) {
            Runtime.getRuntime().addShutdownHook(new Thread(console::close, "stop-console"));
            say(out, "Starting; data and logs in " + console.directory());
            ConsoleSettings settings = new ConsoleSettings(
                    true, port, managementPort.orElse(ConsoleSettings.usualManagementPort(port)), databaseUrl);
            ConsoleAddresses addresses = console.start(Installation.current(), installed.broker(), settings);
            say(out, "The console is up: " + addresses.inWords() + " Ctrl-C stops it.");
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static Console prepare(Installed installed, ChildMessages messages) {
        try {
            return Console.prepare(installed.dataDirectory(), messages);
        } catch (AlreadyRunningException running) {
            throw new CommandFailedException("A console of this installation runs already. Nothing was changed. "
                    + installed
                            .console()
                            .map(address -> "As a rule it is the one of 'up': ask " + address
                                    + "/api/v1/vms. To run one apart, set console.enabled = false and restart 'up'")
                            .orElse("Stop that one to start another"));
        }
    }

    private void requireNoPassword(String url) {
        if (url.contains("password=")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--database-url has a password, which everybody on this machine could read. Set"
                            + " SLACKWATER_CONSOLE_DATABASE_PASSWORD instead");
        }
    }

    /** @param console the address of the console that 'up' runs; empty where it runs none */
    private record Installed(Path dataDirectory, String broker, Optional<URI> console) {

        private static Installed of(Path dataDirectory, Endpoints endpoints) {
            return new Installed(dataDirectory, endpoints.broker(), endpoints.console());
        }
    }

    private Installed installed() {
        if (config.isPresent()) {
            StandaloneConfiguration configuration = ConfigurationFile.read(config.get());
            Endpoints endpoints =
                    Endpoints.ofRunning(configuration.dataDirectory()).orElseGet(() -> Endpoints.of(configuration));
            return Installed.of(configuration.dataDirectory(), endpoints);
        }
        List<RunningInstallation> running = RunningInstallations.ofUser().find();
        if (running.size() == 1) {
            return Installed.of(running.get(0).dataDirectory(), running.get(0).endpoints());
        }
        throw new CommandFailedException(
                running.isEmpty()
                        ? "No installation of yours runs on this machine. Start one with 'slackwater up --config FILE' or"
                                + " 'slackwater demo'"
                        : "Several installations run on this machine; say which is meant:\n"
                                + running.stream()
                                        .map(one -> "  " + one.inWords())
                                        .collect(Collectors.joining("\n")));
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
