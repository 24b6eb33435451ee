package io.slackwater.reclaimer.messaging;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.schemas.topics.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Begins and ends the reading of whether deletes are frozen. */
@ApplicationScoped
class FreezeWatchLifecycle {

    private static final Logger LOG = Logger.getLogger(FreezeWatchLifecycle.class);

    private final KafkaStartup startup;
    private final FreezeWatch watch;

    FreezeWatchLifecycle(KafkaStartup startup, FreezeWatch watch) {
        this.startup = startup;
        this.watch = watch;
    }

    void begin(@Observes StartupEvent event) {
        Thread thread = new Thread(this::read, "freeze-watch");
        thread.setDaemon(true);
        thread.start();
    }

    void end(@Observes ShutdownEvent event) {
        watch.close();
    }

    private void read() {
        try {
            startup.partitionsOf(Topics.STORAGE_DECISIONS);
        } catch (KafkaException missing) {
            // The topology waits for its topics, too, and says so.
            LOG.warnf("Whether deletes are frozen is read later: %s", missing.getMessage());
        }
        watch.run();
    }
}
