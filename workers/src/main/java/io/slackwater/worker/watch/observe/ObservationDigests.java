package io.slackwater.worker.watch.observe;

import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.HostVmDigest;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.schemas.serde.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Computes the digests by which a change of a VM is detected. */
public final class ObservationDigests {

    private static final AvroCodec<VmEvent> INVENTORY = new AvroCodec<>(VmEvent.class);
    private static final AvroCodec<VmStateEvent> STATE = new AvroCodec<>(VmStateEvent.class);

    private ObservationDigests() {}

    static HostVmDigest of(VmEvent inventory, VmStateEvent state) {
        return HostVmDigest.newBuilder()
                .setHostId(inventory.getHostId())
                .setVmId(inventory.getVmId())
                .setInventoryDigest(sha256(INVENTORY.encode(inventory)))
                .setStateDigest(sha256(STATE.encode(state)))
                .setName(inventory.getName())
                .setVolumes(volumes(inventory))
                .build();
    }

    private static List<VolumeRef> volumes(VmEvent inventory) {
        return Stream.of(
                        inventory.getUses().stream().map(Use::getVolume),
                        inventory.getUses().stream().flatMap(use -> use.getBackingChain().stream()),
                        inventory.getReferences().stream().map(HeldReference::getVolume))
                .flatMap(Function.identity())
                .filter(volume ->
                        !volume.getStore().isEmpty() && !volume.getVolume().isEmpty())
                .distinct()
                .toList();
    }

    static String ofText(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the SHA-256 of some bytes, hexadecimal. */
    public static String ofBytes(byte[] bytes) {
        return sha256(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
