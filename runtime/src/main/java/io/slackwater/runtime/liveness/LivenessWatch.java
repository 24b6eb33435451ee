package io.slackwater.runtime.liveness;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the service's own liveness checks and ends the process when they stay down. Container engines do not: Docker's and
 * podman's restart policies look at the exit of a process, not at its health.
 */
@Singleton
public class LivenessWatch {

    private static final Logger LOG = Logger.getLogger(LivenessWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Supplier<SmallRyeHealth> liveness;
    private final Clock clock;
    private final ProcessExit exit;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "liveness-watch"));

    private boolean wasUp;
    private @Nullable Instant downSince;

    @Inject
    LivenessWatch(SmallRyeHealthReporter reporter, Clock clock, ProcessExit exit) {
        this(reporter::getLiveness, clock, exit);
    }

    LivenessWatch(Supplier<SmallRyeHealth> liveness, Clock clock, ProcessExit exit) {
        this.liveness = liveness;
        this.clock = clock;
        this.exit = exit;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a look that fails is logged, and the next one follows
    void start(@Observes StartupEvent started) {
        executor.scheduleWithFixedDelay(this::lookGuarded, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop(@Observes ShutdownEvent stopping) {
        executor.shutdownNow();
    }

    private void lookGuarded() {
        try {
            look();
        } catch (RuntimeException failed) {
            LOG.warn("The liveness checks could not be asked", failed);
        }
    }

    /** Looks once. A service that was never up is starting, which is for whoever started it to judge. */
    void look() {
        SmallRyeHealth health = liveness.get();
        if (!health.isDown()) {
            wasUp = true;
            downSince = null;
            return;
        }
        if (!wasUp) {
            return;
        }
        Instant now = clock.instant();
        Instant since = downSince == null ? now : downSince;
        downSince = since;
        if (!now.isBefore(since.plus(PATIENCE))) {
            exit.because("its liveness has been down since " + since + ": " + health.getPayload());
        }
    }
}
