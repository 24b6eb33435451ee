package io.slackwater.topology.storage;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The records of one small fleet whose kernel is really there. */
public final class RecordSamples {

    public static final String STORE = "h1/default";
    public static final String VM = "6f1b2c3d-0000-4000-8000-000000000001";
    public static final String CHANGE = Records.CHANGE;

    private final String hostUri;
    private final String artifactUri;
    private final byte[] artifact;

    /** Samples of a host and an artifact. */
    public RecordSamples(String hostUri, String artifactUri, byte[] artifact) {
        this.hostUri = hostUri;
        this.artifactUri = artifactUri;
        this.artifact = artifact.clone();
    }

    public List<HostEvent> fleet() {
        HostEvent synced = Records.synced("h1", STORE);
        return List.of(
                declared(HostMode.ACTIVE),
                Records.marked("h1", synced.getStores().get(0)),
                synced);
    }

    public HostEvent declared(HostMode mode) {
        return Records.declared("h1", hostUri, mode);
    }

    public ChangeEvent change() {
        return Records.change(ChangeEventType.AVAILABLE, sha256(), artifact.length, artifactUri);
    }

    public String newVolume() {
        return "debian-12.kernel-6.1.0-50-" + sha256().substring(0, 12);
    }

    public StorageOutcome observed() {
        return Records.observed(STORE);
    }

    public VmEvent vmOn(String volume) {
        return Records.observed(VM, "h1", volume);
    }

    public UpdateEvent update(UpdatePhase phase) {
        return Records.update("u1", VM, "h1", phase);
    }

    public RolloutEvent fanOutFinished() {
        return Records.fanOut(0, 1);
    }

    /** A change that brings one version of the kernel. */
    public static ChangeEvent change(String changeId, String version, byte[] artifact) {
        return Records.change(
                changeId,
                ChangeEventType.AVAILABLE,
                Records.kernel(version, sha256(artifact), artifact.length, "http://127.0.0.1/kernel"));
    }

    public static RolloutEvent fanOutFinished(String changeId) {
        return Records.fanOut(changeId, 0, 1);
    }

    private String sha256() {
        return sha256(artifact);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
