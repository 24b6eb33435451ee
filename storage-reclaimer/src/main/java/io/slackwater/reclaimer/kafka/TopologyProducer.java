package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.config.AdoptionConfiguration;
import io.slackwater.reclaimer.config.ReclaimerConfiguration;
import io.slackwater.reclaimer.metrics.StorageMetrics;
import io.slackwater.reclaimer.volume.ReclaimRules;
import io.slackwater.runtime.adoption.AdoptionRule;
import io.slackwater.runtime.replay.LogHorizon;
import io.slackwater.runtime.startup.KafkaStartup;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.topics.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.streams.Topology;

/** Makes the topology that the Kafka Streams extension runs. */
@ApplicationScoped
class TopologyProducer {

    /** 100 years: what is due later than 2200 is no time that a record may say. */
    private static final Duration LONGEST_GRACE_TIME = Duration.ofDays(36_500);

    @Produces
    @Singleton
    Topology topology(
            ReclaimerConfiguration configuration,
            AdoptionConfiguration adoption,
            KafkaStartup kafka,
            LogSchemaStore schemas,
            StorageMetrics meters,
            LogHorizon horizon) {
        int partitions = kafka.partitionsOf(Topics.STORAGE_OUTCOMES);
        AvroSerdes serdes = new AvroSerdes(schemas);
        Topology topology = new StorageTopology(serdes, partitions)
                .build(new MachineSettings(
                        rules(configuration),
                        configuration.tick(),
                        meters,
                        horizon,
                        kafka.clusterId(),
                        AdoptionRule.of(adoption.rules())));
        kafka.publishRows(serdes);
        horizon.watch(topology);
        return topology;
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
                ReclaimRules.Pace.perMinute(
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
