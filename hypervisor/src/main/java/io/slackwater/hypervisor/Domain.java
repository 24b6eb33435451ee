package io.slackwater.hypervisor;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A domain as its host has it at one moment.
 *
 * @param state the run state
 * @param reason libvirt's reason for the state without its prefix ({@code SHUTDOWN}, {@code CRASHED}, {@code SAVED}, ...)
 * @param persistent whether it has a definition that outlives its run
 * @param definition the XML of its next start, read with its secrets so that it can be defined back
 * @param liveDefinition the XML of the running machine; empty when it does not run
 * @param managedSaveDefinition the XML in its managed save image; empty where there is none (a driver that has saved
 *     states but cannot read them, as libvirt's test driver, gives the definition)
 * @param snapshots its snapshots
 * @param checkpoints its checkpoints
 * @param unread why it could not be read whole: then the definition may be empty and any of the others missing, and nothing follows
 *     from what is not there; empty where it was read whole
 */
public record Domain(
        UUID id,
        String name,
        RunState state,
        String reason,
        boolean persistent,
        String definition,
        Optional<String> liveDefinition,
        Optional<String> managedSaveDefinition,
        List<Snapshot> snapshots,
        List<Checkpoint> checkpoints,
        Optional<String> unread) {

    public Domain {
        snapshots = List.copyOf(snapshots);
        checkpoints = List.copyOf(checkpoints);
    }

    /** A domain that was read whole. */
    public Domain(
            UUID id,
            String name,
            RunState state,
            String reason,
            boolean persistent,
            String definition,
            Optional<String> liveDefinition,
            Optional<String> managedSaveDefinition,
            List<Snapshot> snapshots,
            List<Checkpoint> checkpoints) {
        this(
                id,
                name,
                state,
                reason,
                persistent,
                definition,
                liveDefinition,
                managedSaveDefinition,
                snapshots,
                checkpoints,
                Optional.empty());
    }

    /** A domain that is there and of which nothing else can be read. */
    public static Domain unread(UUID id, String name, String why) {
        return new Domain(
                id,
                name,
                RunState.NOSTATE,
                "UNKNOWN",
                true,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(why));
    }

    /** Whether the machine runs in any way, so that its live definition refers to volumes. */
    public boolean isActive() {
        return liveDefinition.isPresent();
    }

    /**
     * A snapshot.
     *
     * @param name its name
     * @param xml the whole {@code domainsnapshot} document, with {@code domain} and {@code inactiveDomain}
     */
    public record Snapshot(String name, String xml) {}

    /**
     * A checkpoint, which a backup counts its changes from.
     *
     * @param name its name
     * @param xml the whole {@code domaincheckpoint} document, with its {@code domain}
     */
    public record Checkpoint(String name, String xml) {}
}
