package io.slackwater.reclaimer.hands;

import io.slackwater.reclaimer.artifact.ArtifactSource;
import java.time.Clock;
import java.time.Duration;

/** Puts a hand together. */
public final class HandFactory {

    private static final Duration ARTIFACT_PATIENCE = Duration.ofSeconds(30);

    private HandFactory() {}

    /**
     * Makes a hand.
     *
     * @param headroom the part of a pool's capacity that staging leaves free
     */
    public static StorageHand hand(HostConnections hosts, Lanes lanes, double headroom, Clock clock) {
        return new StorageHand(lanes, work(hosts, headroom, clock));
    }

    /**
     * Makes what carries orders out, without lanes and threads.
     *
     * @param headroom the part of a pool's capacity that staging leaves free
     */
    public static OrderWork work(Connections hosts, double headroom, Clock clock) {
        Look look = new Look(hosts, clock);
        Staging staging = new Staging(hosts, new ArtifactSource(ARTIFACT_PATIENCE), look, headroom, clock);
        return new OrderWork(staging, new Deleting(hosts, look, clock));
    }
}
