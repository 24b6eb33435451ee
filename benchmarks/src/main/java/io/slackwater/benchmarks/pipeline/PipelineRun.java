package io.slackwater.benchmarks.pipeline;

import io.slackwater.benchmarks.kafka.TemporaryDirectory;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.standalone.config.ConsoleSettings;
import io.slackwater.standalone.config.JvmSettings;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.services.Installation;
import io.slackwater.standalone.services.Platform;
import io.slackwater.standalone.services.Service;
import io.slackwater.standalone.text.Count;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** One size: an installation of its own, from its start to the last freed volume. */
final class PipelineRun {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PROGRESS = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final List<Stage> AFTER_THE_CHANGE =
            List.of(Stage.MATCHED, Stage.APPLIED, Stage.VERIFIED, Stage.FREED);

    /** What was written since the start, and since the change, by topic. */
    private record Traffic(Map<String, TopicTraffic> all, Map<String, TopicTraffic> updating) {

        List<TopicTraffic> loading() {
            return all.values().stream()
                    .map(traffic ->
                            traffic.minus(updating.getOrDefault(traffic.topic(), TopicTraffic.none(traffic.topic()))))
                    .toList();
        }
    }

    private final PipelineFleet fleet;
    private final PipelineOptions options;
    private final Consumer<String> say;
    private final ChildWatch children = new ChildWatch();
    private final FleetProgress progress;
    private final Map<Stage, Double> seconds = new EnumMap<>(Stage.class);
    private int syncedBefore;

    /** A run with a fleet, which is there and not yet watched. */
    PipelineRun(PipelineFleet fleet, PipelineOptions options, Consumer<String> say) {
        this.fleet = fleet;
        this.options = options;
        this.say = say;
        this.progress = new FleetProgress(new VmNumbers(fleet.ids()), fleet.hosts());
    }

    /**
     * Runs it.
     *
     * @throws PipelineFailedException if something is missing when the time is over, an update failed, or a process ended
     */
    PipelineResult run(Installation installation) throws IOException, InterruptedException {
        say.accept("%s on %s: starting broker and services ..."
                .formatted(Count.of(fleet.vms(), "VM"), Count.of(fleet.hosts(), "host")));
        try (TemporaryDirectory directory = TemporaryDirectory.create();
                Platform platform = new Platform(installation, configuration(directory.path()), children)) {
            directory.onAbandon(platform::close);
            long began = System.nanoTime();
            platform.start();
            double start = secondsSince(began);
            try (PipelineObserver observer =
                            new PipelineObserver(platform.clientConfiguration(), progress, fleet::startVm);
                    LogPositions positions = new LogPositions(platform.clientConfiguration())) {
                load(observer, positions, began);
                ProcessCosts costs = ProcessCosts.afterIdle(platform.processes(), IDLE.toMillis());
                Map<TopicPartition, Long> marks = positions.ends();
                update(observer, platform);
                costs.updateEnds();
                Map<String, Long> lags = positions.lags();
                LogCensus census = new LogCensus(directory.path().resolve("broker"));
                Traffic traffic = new Traffic(census.count(Map.of()), census.count(marks));
                say.accept("  Writing and reading the least that an update needs, with plain clients ...");
                PlainCost plain = plainClients(platform).run(fleet.ids(), fleet.hosts(), traffic.updating());
                return result(start, costs, traffic, lags, plain);
            }
        }
    }

    private StandaloneConfiguration configuration(Path directory) {
        Map<Service, Integer> anyPorts =
                Arrays.stream(Service.values()).collect(Collectors.toMap(Function.identity(), service -> 0));
        Map<Service, String> heaps = new EnumMap<>(Service.class);
        options.heap().ifPresent(heap -> Arrays.stream(Service.values()).forEach(service -> heaps.put(service, heap)));
        return new StandaloneConfiguration(
                directory,
                "127.0.0.1",
                0,
                anyPorts,
                anyPorts,
                heaps,
                JvmSettings.ofMachine(),
                ConsoleSettings.ANY_PORT,
                fleet.serviceProperties());
    }

    private void load(PipelineObserver observer, LogPositions positions, long began) throws InterruptedException {
        await(Stage.INVENTORIED, observer, began, () -> {});
        seconds.put(Stage.INVENTORIED, secondsSince(began));
        fleet.refreshPools();
        await(Stage.SYNCED, observer, began, this::refreshPoolsAgain);
        positions.awaitQuiet(options.limit());
        children.check();
        seconds.put(Stage.SYNCED, secondsSince(began));
    }

    /** A watcher that had not heard of the last marker when it read its host is to read it once more. */
    private void refreshPoolsAgain() {
        int synced = progress.countSynced();
        if (synced == syncedBefore) {
            fleet.refreshPools();
        }
        syncedBefore = synced;
    }

    private void update(PipelineObserver observer, Platform platform) throws InterruptedException {
        long posted = System.nanoTime();
        fleet.publishChange(platform.addressOf(Service.PATCH_INGEST));
        for (Stage stage : AFTER_THE_CHANGE) {
            await(stage, observer, posted, () -> {});
            seconds.put(stage, secondsSince(posted));
        }
    }

    /** Follows the log until a stage has ended, and does {@code again} with every line of progress. */
    private void await(Stage stage, PipelineObserver observer, long began, Runnable again) {
        long lastLine = System.nanoTime();
        while (!stage.isReached(progress)) {
            observer.poll(POLL);
            children.check();
            if (secondsSince(lastLine) >= PROGRESS.toSeconds()) {
                lastLine = System.nanoTime();
                say.accept("  %.0f s: %s".formatted(secondsSince(began), progress.line()));
                again.run();
            }
            if (secondsSince(began) > options.limit().toSeconds()) {
                throw new PipelineFailedException("%,d VMs are not %s after %d s:%n  %s"
                        .formatted(
                                fleet.vms(),
                                stage,
                                options.limit().toSeconds(),
                                String.join(System.lineSeparator() + "  ", progress.missing())));
            }
        }
    }

    private static PlainClients plainClients(Platform platform) throws IOException {
        ProcessHandle broker = Optional.ofNullable(platform.processes().get("broker"))
                .orElseThrow(() -> new PipelineFailedException("The broker ended"));
        return new PlainClients(platform.bootstrapServers(), broker);
    }

    private PipelineResult result(
            double start, ProcessCosts costs, Traffic traffic, Map<String, Long> lags, PlainCost plain)
            throws IOException {
        long left = progress.oldVolumes().stream().filter(fleet::contains).count();
        if (left > 0) {
            throw new PipelineFailedException(
                    "%,d old volumes were freed by the log, but are still in their stores".formatted(left));
        }
        return new PipelineResult(
                fleet.vms(),
                fleet.hosts(),
                progress.count(UpdatePhase.VERIFIED),
                progress.updateEvents(),
                progress.oldVolumes().size(),
                progress.countFreed(),
                start,
                seconds,
                costs.read(),
                costs.observerCpuSeconds(),
                traffic.loading(),
                List.copyOf(traffic.updating().values()),
                lags,
                plain);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
