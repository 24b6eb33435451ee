package io.slackwater.standalone;

import io.slackwater.standalone.config.ConfigurationFile;
import io.slackwater.standalone.config.JvmSettings;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.connect.MemoryOption;
import io.slackwater.standalone.console.OptionalConsole;
import io.slackwater.standalone.process.ChildMessages;
import io.slackwater.standalone.services.Endpoints;
import io.slackwater.standalone.services.HostReport;
import io.slackwater.standalone.services.Installation;
import io.slackwater.standalone.services.Platform;
import io.slackwater.standalone.services.RunningInstallations;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the broker and the services until it is told to stop. */
@Command(
        name = "up",
        description = "Runs the broker, the services and the console on this machine until Ctrl-C or SIGTERM.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    private static final Duration HOSTS_PATIENCE = Duration.ofSeconds(20);

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration; config/slackwater.properties is an example with explanations.")
    private Path file = Path.of("");

    @Mixin
    private MemoryOption memory = new MemoryOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        JvmSettings jvm = new JvmSettings(memory.plan(), false);
        StandaloneConfiguration configuration = ConfigurationFile.read(file).with(jvm);
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = Installation.current();
        try (Platform platform = new Platform(installation, configuration, new ChildMessages(out))) {
            LauncherLog.into(configuration.dataDirectory().resolve("logs"));
            RunningInstallations running = RunningInstallations.ofUser();
            OptionalConsole console = new OptionalConsole(
                    installation, platform.configuration(), new ChildMessages(out), line -> say(out, line));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stop(platform, console, running, out), "stop-platform"));
            if (!running.announce("up", configuration.dataDirectory(), file)) {
                say(out, "Commands will not find this installation by themselves: give them --config " + file);
            }
            say(out, "Starting; data and logs in " + configuration.dataDirectory());
            platform.start();
            say(out, UpText.services(Endpoints.of(platform.configuration())));
            new HostReport(platform.addressOf(Service.VM_INVENTORY))
                    .complaints(HOSTS_PATIENCE)
                    .forEach(complaint -> say(out, complaint));
            console.start(platform.bootstrapServers()).ifPresent(addresses -> say(out, UpText.console(addresses)));
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static void stop(
            Platform platform, OptionalConsole console, RunningInstallations running, PrintWriter out) {
        say(out, "Stopping the services, then the broker ...");
        running.withdraw();
        console.close();
        platform.close();
        say(out, "Slackwater has stopped. What was under way goes on when it is up again.");
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
