package io.slackwater.reclaimer.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.runtime.adoption.AdoptionConfig;
import io.slackwater.runtime.replay.LogHorizon;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.view.LocalStores;
import io.slackwater.topology.storage.StorageTopology;
import io.slackwater.topology.storage.processor.StorageMetrics;
import io.slackwater.topology.storage.processor.StoreProcessorSettings;
import io.slackwater.topology.storage.query.StorageView;
import io.slackwater.worker.storage.StorageWorkerMetrics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.streams.Topology;

/** Makes the topology that the Kafka Streams extension runs, and what reads and measures it. */
@ApplicationScoped
class ReclaimerBeans {

    /** 100 years: what is due later than 2200 is no time that a record may say. */
    private static final Duration LONGEST_GRACE_TIME = Duration.ofDays(36_500);

    @Produces
    @Singleton
    Topology topology(
            ReclaimerConfiguration configuration,
            AdoptionConfiguration adoption,
            KafkaStartup kafka,
            LogSchemaStore schemas,
            StorageMetrics metrics,
            LogHorizon horizon) {
        int partitions = kafka.partitionsOf(Topics.STORAGE_OUTCOMES);
        AvroSerdes serdes = new AvroSerdes(schemas);
        Topology topology = new StorageTopology(serdes, partitions)
                .build(new StoreProcessorSettings(
                        rules(configuration),
                        configuration.tick(),
                        configuration.auditPeriod(),
                        metrics,
                        horizon,
                        kafka.clusterId(),
                        AdoptionConfig.rules(adoption.rules())));
        kafka.publishRows(serdes);
        horizon.watch(topology);
        return topology;
    }

    @Produces
    @Singleton
    StorageView view(LocalStores stores, KafkaStartup kafka) {
        return new StorageView(stores, kafka.partitionsOf(Topics.STORAGE_OUTCOMES));
    }

    @Produces
    @Singleton
    StorageMetrics storageMetrics(MeterRegistry registry) {
        return new StorageMetrics(registry);
    }

    @Produces
    @Singleton
    StorageWorkerMetrics workerMetrics(MeterRegistry registry) {
        return new StorageWorkerMetrics(registry);
    }

    static ReclaimRules rules(ReclaimerConfiguration configuration) {
        if (configuration.graceTime().compareTo(LONGEST_GRACE_TIME) > 0) {
            throw new IllegalArgumentException("slackwater.reclaimer.grace-time is %d days: use at most %d days"
                    .formatted(configuration.graceTime().toDays(), LONGEST_GRACE_TIME.toDays()));
        }
        return new ReclaimRules(
                configuration.graceTime(),
                configuration.versionsKept(),
                configuration.dryRun(),
                ReclaimRules.DeleteRateLimit.perMinute(
                        configuration.deletesPerMinutePerStore(),
                        configuration.deletesPerMinute(),
                        configuration.firstDeletePause()),
                new ReclaimRules.Times(
                        configuration.commandLifetime(),
                        configuration.lookMargin(),
                        configuration.stagingMargin(),
                        configuration.shortestRetry(),
                        configuration.longestRetry()));
    }
}
