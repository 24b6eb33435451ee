package io.slackwater.worker.storage;

import io.slackwater.artifact.ArtifactSource;
import io.slackwater.hypervisor.access.HostQueues;
import io.slackwater.worker.storage.check.DeleteFreeze;
import io.slackwater.worker.storage.check.ReferenceCheck;
import io.slackwater.worker.storage.host.Bandwidth;
import io.slackwater.worker.storage.host.DigestReader;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.host.StoreMarkerWriter;
import io.slackwater.worker.storage.host.StoreProbe;
import io.slackwater.worker.storage.scan.StoreScanner;
import io.slackwater.worker.storage.stage.ReplaceCheck;
import io.slackwater.worker.storage.stage.StageHandler;
import io.slackwater.worker.storage.stage.StagingLimits;
import java.time.Clock;
import java.time.Duration;

/** Builds the storage worker. */
public final class StorageWorkerFactory {

    private static final Duration ARTIFACT_PATIENCE = Duration.ofSeconds(30);

    private StorageWorkerFactory() {}

    /** Makes a worker. */
    public static StorageWorker worker(
            StorageConnections hosts, HostQueues queues, StagingLimits limits, DeleteFreeze freeze, Clock clock) {
        return new StorageWorker(queues, work(hosts, limits, freeze, clock), clock);
    }

    /** Makes what carries tasks out, without queues and threads, where nobody freezes deletes. */
    public static StorageTaskHandler work(StorageConnections hosts, StagingLimits limits, Clock clock) {
        return work(hosts, limits, DeleteFreeze.NEVER, clock);
    }

    /** Makes what carries tasks out, without queues and threads. */
    public static StorageTaskHandler work(
            StorageConnections hosts, StagingLimits limits, DeleteFreeze freeze, Clock clock) {
        ReferenceCheck check = new ReferenceCheck(hosts, clock);
        StoreProbe probe = new StoreProbe(hosts, clock);
        StageHandler stageHandler = new StageHandler(
                hosts, new ArtifactSource(ARTIFACT_PATIENCE), new ReplaceCheck(probe, check, freeze), limits, clock);
        ContentCheck contents =
                new ContentCheck(hosts, new DigestReader(hosts, limits.bandwidth(), System::nanoTime), clock);
        ReclaimHandler reclaimHandler = new ReclaimHandler(hosts, check, freeze, clock);
        return new StorageTaskHandler(
                stageHandler, reclaimHandler, contents, probe, new StaleLogGuard(hosts, clock), freeze);
    }

    /** Makes what marks stores. */
    public static StoreMarkerWriter marking(StorageConnections hosts) {
        return new StoreMarkerWriter(hosts);
    }

    /**
     * Makes a scan, which reads one volume of each host at a time.
     *
     * @param waiting how many volumes of a host may wait to be read
     * @param patience how long an answer waits for volumes that are being read
     */
    public static StoreScanner survey(
            StorageConnections hosts, int waiting, Duration patience, Bandwidth bandwidth, Clock clock) {
        return new StoreScanner(hosts, new HostQueues(1, waiting), patience, bandwidth, clock);
    }
}
