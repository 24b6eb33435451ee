package io.slackwater.ingest.source;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slackwater.domain.publication.PublicationConflictLookup;
import io.slackwater.ingest.metrics.IngestMetrics;
import io.slackwater.ingest.sighting.SightingPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Runs the watch of each source on a thread of its own, so that a slow or hung source holds up no other. */
@ApplicationScoped
public class SourceWatches {

    private final List<SourceWatch> watches = new ArrayList<>();
    private final List<ScheduledFuture<?>> looks = new ArrayList<>();
    private final List<ScheduledExecutorService> threads = new ArrayList<>();

    SourceWatches(
            Instance<ConfiguredSources> configured,
            SightingPublisher sightingPublisher,
            PublicationConflictLookup conflicts,
            IngestMetrics metrics,
            Clock clock) {
        for (ConfiguredSources sources : configured) {
            sources.sources()
                    .forEach(source ->
                            watches.add(new SourceWatch(source, sightingPublisher, conflicts, metrics, clock)));
        }
    }

    void start(@Observes StartupEvent started) {
        for (SourceWatch watch : watches) {
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                    task -> daemon(task, "source-" + watch.source().name()));
            long interval = watch.source().interval().toMillis();
            looks.add(thread.scheduleWithFixedDelay(watch::poll, 0, interval, TimeUnit.MILLISECONDS));
            threads.add(thread);
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        looks.forEach(look -> look.cancel(true));
        threads.forEach(ScheduledExecutorService::shutdownNow);
    }

    /** Returns the watch of each source. */
    public List<SourceWatch> all() {
        return List.copyOf(watches);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
