package io.slackwater.reclaimer.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The configuration of the storage reclaimer. */
@ConfigMapping(prefix = "slackwater.reclaimer")
public interface ReclaimerConfiguration {

    /** How long a volume that nothing needs is kept before it is deleted. */
    @WithDefault("14d")
    Duration graceTime();

    /** How many of a portion's versions that nothing needs are kept in each store, the last ones, whatever their grace time. */
    @WithDefault("0")
    int versionsKept();

    /** Whether to say what would be deleted, and to delete nothing. */
    @WithDefault("false")
    boolean dryRun();

    /** How many volumes of one store are deleted in a minute at most. */
    @WithDefault("30")
    int deletesPerMinutePerStore();

    /** How many volumes are deleted in a minute at most in all the stores of one partition together, on the average. */
    @WithDefault("300")
    int deletesPerMinute();

    /** How long a store rests after the first volume that is deleted since it is active, for somebody to look; zero: not at all. */
    @WithDefault("1d")
    Duration firstDeletePause();

    /**
     * How long the updates of a volume are remembered after it was deleted. As long as the topics keep their history
     * ({@code --audit-days}), or longer.
     */
    @WithDefault("400d")
    Duration auditPeriod();

    /** The part of a pool's capacity that staging leaves free: a full thin store stops every guest on it. */
    @WithDefault("0.1")
    double headroom();

    /** How many volumes of one host are uploaded or looked at at the same time. */
    @WithDefault("2")
    int transfersPerHost();

    /** How many bytes per second move to and from one host at most, all its transfers together; unlimited where it is not set. */
    Optional<MemorySize> bytesPerSecondPerHost();

    /** How many commands of one host may wait; one that finds no room is dropped, and issued again later. */
    @WithDefault("200")
    int waitingPerHost();

    /** How long a survey waits for volumes that it reads before it answers; what it has not read by then is told the next time. */
    @WithDefault("30s")
    Duration surveyPatience();

    /** For how long after its receipt a worker may begin a command's effect. */
    @WithDefault("60s")
    Duration commandLifetime();

    /** How much longer than its lifetime a last look with its delete may take before it is issued again. */
    @WithDefault("60s")
    Duration lookMargin();

    /** How much longer than its lifetime an upload may take before it is issued again. */
    @WithDefault("30m")
    Duration stagingMargin();

    /** The wait after the first failure to stage or to look; it doubles with each further one. */
    @WithDefault("15s")
    Duration shortestRetry();

    /** The longest wait after a failure, and how often something that is held is looked at again in any case. */
    @WithDefault("10m")
    Duration longestRetry();

    /** How often the topology decides about volumes whose time has come. */
    @WithDefault("250ms")
    Duration tick();

    /** How long a host has to answer when it is opened. */
    @WithDefault("20s")
    Duration openTimeout();
}
