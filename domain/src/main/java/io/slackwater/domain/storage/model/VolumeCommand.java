package io.slackwater.domain.storage.model;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;
import java.util.Optional;

/**
 * A command to a storage worker about one volume.
 *
 * @param id unique for store, volume, type and issue
 * @param hosts every host on the store, the one to act through first
 * @param artifact STAGE: what to upload; INSPECT, RECLAIM: what the volume must still hold, where a person adopted it by its digest
 * @param sequenceNumber STAGE, RECLAIM: which of the store's commands it is; empty until it is numbered
 * @param mayReplace STAGE: whether the upload may take the place of what has its name
 * @param againstReplacing STAGE: what forbids that, for a person
 */
public record VolumeCommand(
        String id,
        Type type,
        VolumeRef volume,
        List<StoreHost> hosts,
        Optional<Artifact> artifact,
        Optional<StoreSequenceNumber> sequenceNumber,
        boolean mayReplace,
        List<Blocker> againstReplacing) {

    /** What is to be done. */
    public enum Type {
        /** Upload an artifact. */
        STAGE,
        /** Look on every host, and say what refers to the volume. */
        INSPECT,
        /** Look once more on every host, and delete if nothing refers to the volume. */
        RECLAIM
    }

    public VolumeCommand {
        hosts = List.copyOf(hosts);
        againstReplacing = List.copyOf(againstReplacing);
    }

    /** A command that is not numbered yet. */
    public VolumeCommand(
            String id,
            Type type,
            VolumeRef volume,
            List<StoreHost> hosts,
            Optional<Artifact> artifact,
            boolean mayReplace,
            List<Blocker> againstReplacing) {
        this(id, type, volume, hosts, artifact, Optional.empty(), mayReplace, againstReplacing);
    }

    /** Returns the same with its number. */
    public VolumeCommand counted(StoreSequenceNumber number) {
        return new VolumeCommand(id, type, volume, hosts, artifact, Optional.of(number), mayReplace, againstReplacing);
    }
}
