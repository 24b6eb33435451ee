package io.slackwater.domain.storage.model;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;
import java.util.Optional;

/**
 * A command as a worker took it.
 *
 * @param sites every host on the store, the one to act through first; never empty
 * @param artifact STAGE: what to upload; INSPECT, RECLAIM: what the volume must still hold, empty where nobody said
 * @param sequenceNumber which of the store's commands it is; empty for INSPECT, and in a command from before they were counted
 * @param mayReplace STAGE: whether the upload may take the place of what has its name, as far as the topology knows
 * @param againstReplacing STAGE: what forbids that, for a person
 */
public record StorageTask(
        String commandId,
        VolumeCommand.Type type,
        VolumeRef volume,
        List<Site> sites,
        Optional<Artifact> artifact,
        Optional<StoreSequenceNumber> sequenceNumber,
        boolean mayReplace,
        List<Blocker> againstReplacing) {

    /**
     * A host and the name of the store's pool there.
     *
     * @param furtherUris connections that know of other domains of the host
     */
    public record Site(String hostId, String uri, String pool, List<String> furtherUris) {

        public Site {
            furtherUris = List.copyOf(furtherUris);
        }

        /** A host that is asked over one connection. */
        public Site(String hostId, String uri, String pool) {
            this(hostId, uri, pool, List.of());
        }

        /** Returns the host as it is reached over another connection. */
        public Site over(String furtherUri) {
            return new Site(hostId, furtherUri, pool);
        }
    }

    public StorageTask {
        sites = List.copyOf(sites);
        againstReplacing = List.copyOf(againstReplacing);
    }

    /** A task that is not counted and may replace what has its name. */
    public StorageTask(
            String commandId,
            VolumeCommand.Type type,
            VolumeRef volume,
            List<Site> sites,
            Optional<Artifact> artifact) {
        this(commandId, type, volume, sites, artifact, Optional.empty(), true, List.of());
    }

    public Site through() {
        return sites.get(0);
    }
}
