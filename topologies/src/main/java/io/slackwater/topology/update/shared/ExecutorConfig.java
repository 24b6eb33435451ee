package io.slackwater.topology.update.shared;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The settings of update-executor, which planning reads too. */
public interface ExecutorConfig {

    /** What the keys of all these settings begin with. */
    String PREFIX = "slackwater.executor";

    /** How long a VM must have been shut off before it is updated. */
    @WithDefault("60s")
    Duration settleTime();

    /** How many updates may be between grant and applied, in the whole fleet. */
    @WithDefault("10")
    int maxInFlight();

    /** How many updates may be under way or wait for a start, in the whole fleet. */
    @WithDefault("1000")
    int maxAwaitingStart();

    /** How many updates of one host may be between grant and applied, and how many commands a host gets at once. */
    @WithDefault("4")
    int perHost();

    /** How many commands may wait for one host; more are refused as EXPIRED, and issued again later. */
    @WithDefault("256")
    int hostQueueCapacity();

    /**
     * How long after its receipt a command may begin its effect, on the worker's monotonic clock. One that was longer than the margin on
     * its way has less: it ends when it may be issued again.
     */
    @WithDefault("60s")
    Duration commandLifetime();

    /**
     * How long after the end of its lifetime a command that was not answered is issued again. The clocks of this service's instances
     * must not differ by more.
     */
    @WithDefault("30s")
    Duration commandMargin();

    /** How long a VM must stay up after its start to be verified. */
    @WithDefault("30s")
    Duration stayUp();

    /** How long the guest agent has to answer after the start. */
    @WithDefault("60s")
    Duration agentTimeout();

    /** How long to wait after a grant came back unused; doubles each time, up to 64-fold. */
    @WithDefault("10s")
    Duration retryPause();

    /** At how many refusals by its host an update has failed; a host that is busy or does not answer refuses nothing. */
    @WithDefault("5")
    int refusalsUntilFailed();

    /** At how many stops by itself, each on the new version and before there was a verdict, a VM's update has failed. */
    @WithDefault("3")
    int stopsUntilFailed();

    /** How long a lease is kept for an update that does not use it. */
    @WithDefault("60s")
    Duration leaseTime();

    /** How long others wait for an update of which nobody says whether it was applied, because its host or its worker is away. */
    @WithDefault("30m")
    Duration grantTime();

    /**
     * How long the state has what ended: where an update stood in its rollout, and a VM that no host has. As long as the topics keep their
     * history ({@code --audit-days}), or longer.
     */
    @WithDefault("400d")
    Duration auditPeriod();

    /** A directory of policies, each in a file of its name and the ending {@code .json}, which are set at each start; none by default. */
    Optional<Path> policyDirectory();
}
