package io.slackwater.reclaimer.hands;

import io.slackwater.hypervisor.access.HostQueues;
import io.slackwater.reclaimer.artifact.ArtifactSource;
import java.time.Clock;
import java.time.Duration;

/** Puts a hand together. */
public final class HandFactory {

    private static final Duration ARTIFACT_PATIENCE = Duration.ofSeconds(30);

    private HandFactory() {}

    /** Makes a hand. */
    public static StorageHand hand(
            Connections hosts, HostQueues queues, StagingLimits limits, DeleteFreeze freeze, Clock clock) {
        return new StorageHand(queues, work(hosts, limits, freeze, clock), clock);
    }

    /** Makes what carries orders out, without queues and threads, where nobody freezes deletes. */
    public static OrderWork work(Connections hosts, StagingLimits limits, Clock clock) {
        return work(hosts, limits, DeleteFreeze.NEVER, clock);
    }

    /** Makes what carries orders out, without queues and threads. */
    public static OrderWork work(Connections hosts, StagingLimits limits, DeleteFreeze freeze, Clock clock) {
        Look look = new Look(hosts, clock);
        StoreProbe probe = new StoreProbe(hosts, clock);
        Staging staging = new Staging(
                hosts, new ArtifactSource(ARTIFACT_PATIENCE), new ReplaceCheck(probe, look, freeze), limits, clock);
        ContentCheck contents =
                new ContentCheck(hosts, new Digests(hosts, limits.bandwidth(), System::nanoTime), clock);
        Deleting deleting = new Deleting(hosts, look, freeze, clock);
        return new OrderWork(staging, deleting, contents, probe, new CommandCounter(hosts, clock), freeze);
    }

    /** Makes what marks stores. */
    public static Marking marking(Connections hosts) {
        return new Marking(hosts);
    }

    /**
     * Makes a survey, which reads one volume of each host at a time.
     *
     * @param waiting how many volumes of a host may wait to be read
     * @param patience how long an answer waits for volumes that are being read
     */
    public static Survey survey(Connections hosts, int waiting, Duration patience, Bandwidth bandwidth, Clock clock) {
        return new Survey(hosts, new HostQueues(1, waiting), patience, bandwidth, clock);
    }
}
