package io.slackwater.runtime.liveness;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.slackwater.streams.logging.ExitAnnouncement;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;

/**
 * Ends a process that can do no more work. It stops in order if it can, and is halted if that takes too long. It does
 * nothing in tests and in dev mode, where the process is not the service's own.
 */
@Singleton
public class ProcessExit {

    private static final Logger LOG = Logger.getLogger(ProcessExit.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final IntConsumer stop;
    private final IntConsumer halt;
    private final Duration grace;
    private final AtomicBoolean ends = new AtomicBoolean();

    @Inject
    ProcessExit() {
        this(
                ProcessExit::stopInOrder,
                code -> {
                    if (ownsTheProcess()) {
                        Runtime.getRuntime().halt(code);
                    }
                },
                GRACE);
    }

    ProcessExit(IntConsumer stop, IntConsumer halt, Duration grace) {
        this.stop = stop;
        this.halt = halt;
        this.grace = grace;
    }

    /**
     * Ends the process soon and returns at once. Only the first call counts.
     *
     * @param cause why, for a person: it names what failed
     */
    public void because(String cause) {
        if (!ends.compareAndSet(false, true)) {
            return;
        }
        LOG.fatal(ExitAnnouncement.PREFIX + cause);
        Thread halting = new Thread(this::haltAfterGrace, "process-exit");
        halting.setDaemon(true);
        halting.start();
        stop.accept(ExitAnnouncement.CODE);
    }

    private void haltAfterGrace() {
        try {
            Thread.sleep(grace.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        halt.accept(ExitAnnouncement.CODE);
    }

    private static void stopInOrder(int code) {
        if (ownsTheProcess()) {
            Quarkus.asyncExit(code);
        }
    }

    private static boolean ownsTheProcess() {
        return LaunchMode.current() == LaunchMode.NORMAL;
    }
}
