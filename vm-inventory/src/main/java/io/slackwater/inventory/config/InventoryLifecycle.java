package io.slackwater.inventory.config;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.slackwater.inventory.hosts.ConfiguredHosts;
import io.slackwater.inventory.hosts.kafka.HostRegistry;
import io.slackwater.inventory.watch.kafka.WatchLoop;
import io.slackwater.runtime.events.NotPublishedException;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.schemas.topics.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Begins the service's work once the topics are there, and ends it. */
@ApplicationScoped
class InventoryLifecycle {

    private static final Logger LOG = Logger.getLogger(InventoryLifecycle.class);
    private static final Duration END_PATIENCE = Duration.ofSeconds(10);
    private static final Duration CATCH_UP_POLL = Duration.ofSeconds(5);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final KafkaStartup startup;
    private final HostRegistry registry;
    private final ConfiguredHosts configured;
    private final WatchLoop watches;
    private final List<Thread> threads = new ArrayList<>();

    InventoryLifecycle(KafkaStartup startup, HostRegistry registry, ConfiguredHosts configured, WatchLoop watches) {
        this.startup = startup;
        this.registry = registry;
        this.configured = configured;
        this.watches = watches;
    }

    void begin(@Observes StartupEvent event) {
        startup.partitionsOf(Topics.HOST_VMS);
        startup.partitionsOf(Topics.STORE_VOLUMES);
        start("host-registry", registry);
        start("host-watches", watches);
        start("configured-hosts", this::declareConfigured);
    }

    void end(@Observes ShutdownEvent event) throws InterruptedException {
        watches.close();
        registry.close();
        threads.get(threads.size() - 1).interrupt();
        for (Thread thread : threads) {
            thread.join(END_PATIENCE.toMillis());
        }
    }

    private void declareConfigured() {
        try {
            while (!registry.awaitCaughtUp(CATCH_UP_POLL)) {
                LOG.info("Waiting until the hosts have been read from the log");
            }
            while (!isDeclared()) {
                Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isDeclared() {
        try {
            configured.declare();
            return true;
        } catch (NotPublishedException later) {
            LOG.warnf("The configured hosts are declared later: %s", later.getMessage());
            return false;
        }
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }
}
