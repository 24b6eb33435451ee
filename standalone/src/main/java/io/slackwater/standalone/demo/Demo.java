package io.slackwater.standalone.demo;

import io.slackwater.standalone.config.ConsoleSettings;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.console.ConsoleAddresses;
import io.slackwater.standalone.console.OptionalConsole;
import io.slackwater.standalone.demo.engine.Engine;
import io.slackwater.standalone.demo.model.Goal;
import io.slackwater.standalone.demo.view.DemoView;
import io.slackwater.standalone.demo.view.Summary;
import io.slackwater.standalone.process.ChildDeath;
import io.slackwater.standalone.process.ChildText;
import io.slackwater.standalone.process.SupervisorListener;
import io.slackwater.standalone.services.Installation;
import io.slackwater.standalone.services.Platform;
import io.slackwater.standalone.services.RunningInstallations;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The main job on a fleet of the demo's own. The fleet is made and the services are started side by side; then the newer
 * kernel is offered, the owner lives with the VMs, and the log is followed until all has happened that is to happen.
 */
public final class Demo {

    static final String STARTED = "packages and kernels there, hosts up";
    static final String PREPARED = "broker and services up, VMs running";
    static final String PUBLISHED = "change found, verified and published";
    static final String UPDATED = "every VM updated and verified";
    static final String FREED = "old storage freed";

    private final DemoOptions options;
    private final DemoView view;
    private final CleanUp cleanUp;
    private final Milestones milestones;

    /** A demo that leaves it to {@code cleanUp} to close what it opens. */
    Demo(DemoOptions options, DemoView view, CleanUp cleanUp, Milestones milestones) {
        this.milestones = milestones;
        this.options = options;
        this.view = view;
        this.cleanUp = cleanUp;
    }

    /**
     * Runs it.
     *
     * @param engine started, not yet populated
     * @return whether every VM was verified by what its guest says, and the old volumes are gone
     */
    boolean run(Engine engine, Path directory, Installation installation) throws InterruptedException, IOException {
        StandaloneConfiguration configuration = configuration(engine, directory);
        Platform platform = cleanUp.takeCharge(new Platform(installation, configuration, children()));
        Announcement announcement = cleanUp.takeCharge(Announcement.make(RunningInstallations.ofUser(), configuration));
        start(platform, engine);
        announcement.lines().forEach(view::say);
        milestones.reach(PREPARED);
        engine.offerChange(platform.addressOf(Service.PATCH_INGEST));
        Goal goal = new Goal(new HashSet<>(engine.vms()));
        try (Watch watch = new Watch(platform.clientConfiguration(), engine, goal, milestones, view)) {
            boolean succeeded = watch.untilDone(options.timeout());
            Report report = Report.of(engine.name(), goal, watch.model(), succeeded, milestones);
            Summary.lines(report).forEach(view::say);
            if (options.report().isPresent()) {
                report.write(options.report().get());
            }
            if (!options.once()) {
                keep(
                        platform,
                        cleanUp.takeCharge(
                                new OptionalConsole(installation, platform.configuration(), children(), view::say)));
            }
            return succeeded;
        }
    }

    private void start(Platform platform, Engine engine) throws InterruptedException {
        view.say("Starting the broker and " + Service.values().length + " services, and making the VMs ...");
        CompletableFuture<Void> populated = CompletableFuture.runAsync(() -> engine.populate(view::say));
        platform.start();
        try {
            populated.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    private void keep(Platform platform, OptionalConsole console) throws InterruptedException {
        view.say("Starting the console ...");
        Optional<ConsoleAddresses> addresses = console.start(platform.bootstrapServers());
        view.say("Everything goes on running for you to look at, until Ctrl-C:");
        addresses.ifPresent(there -> view.say("  console           " + there.api() + "/api/v1/updates"));
        addresses.ifPresent(there -> view.say("                    " + there.management() + "/q/health"));
        view.say("  Kafka             " + platform.bootstrapServers());
        for (Service service : Service.values()) {
            view.say(String.format(
                    Locale.ROOT, "  %-17s %s/q/health", service.module(), platform.managementOf(service)));
        }
        new CountDownLatch(1).await();
    }

    private StandaloneConfiguration configuration(Engine engine, Path directory) {
        Map<Service, Integer> anyPorts =
                Arrays.stream(Service.values()).collect(Collectors.toMap(Function.identity(), service -> 0));
        return new StandaloneConfiguration(directory, "127.0.0.1", 0, anyPorts, engine.serviceProperties())
                .with(options.jvm())
                .with(ConsoleSettings.ANY_PORT);
    }

    private SupervisorListener children() {
        return new SupervisorListener() {
            @Override
            public void up(String child, Duration took) {
                view.say("  " + ChildText.up(child, took));
            }

            @Override
            public void notAlive(String child, String reason, Duration since) {
                view.say("  " + ChildText.notAlive(child, reason, since));
            }

            @Override
            public void died(ChildDeath death) {
                view.say("  " + ChildText.died(death));
            }
        };
    }
}
