package io.slackwater.mapping;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.portion.VersionOrder;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.volume.VolumeFormat;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;

/** Maps the words that several records share. A name that this version does not know becomes UNKNOWN, never an error. */
public final class CommonMapper {

    private CommonMapper() {}

    /** Returns the constant of the same name, or {@code otherwise} where there is none. */
    public static <E extends Enum<E>> E known(Class<E> type, Enum<?> wire, E otherwise) {
        return known(type, wire.name(), otherwise);
    }

    /** Returns the constant of a name, or {@code otherwise} where there is none. */
    public static <E extends Enum<E>> E known(Class<E> type, String name, E otherwise) {
        try {
            return Enum.valueOf(type, name);
        } catch (IllegalArgumentException ofALaterVersion) {
            return otherwise;
        }
    }

    public static PortionKind kind(io.slackwater.schemas.PortionKind wire) {
        return known(PortionKind.class, wire, PortionKind.UNKNOWN);
    }

    public static io.slackwater.schemas.PortionKind kind(PortionKind kind) {
        return io.slackwater.schemas.PortionKind.valueOf(kind.name());
    }

    public static VolumeFormat format(io.slackwater.schemas.VolumeFormat wire) {
        return known(VolumeFormat.class, wire, VolumeFormat.UNKNOWN);
    }

    public static io.slackwater.schemas.VolumeFormat format(VolumeFormat format) {
        return io.slackwater.schemas.VolumeFormat.valueOf(format.name());
    }

    /** Maps an order; by one that is not known, nothing is superseded but what is listed. */
    public static VersionOrder order(io.slackwater.schemas.VersionOrder wire) {
        return known(VersionOrder.class, wire, VersionOrder.LISTED);
    }

    public static io.slackwater.schemas.VersionOrder order(VersionOrder order) {
        return io.slackwater.schemas.VersionOrder.valueOf(order.name());
    }

    public static Severity severity(io.slackwater.schemas.Severity wire) {
        return known(Severity.class, wire, Severity.UNKNOWN);
    }

    public static io.slackwater.schemas.Severity severity(Severity severity) {
        return io.slackwater.schemas.Severity.valueOf(severity.name());
    }

    public static VolumeRef volume(io.slackwater.schemas.VolumeRef wire) {
        return new VolumeRef(wire.getStore(), wire.getVolume(), wire.getPath());
    }

    public static io.slackwater.schemas.VolumeRef volume(VolumeRef volume) {
        return new io.slackwater.schemas.VolumeRef(volume.store(), volume.name(), volume.path());
    }

    public static List<Blocker> blockers(List<io.slackwater.schemas.Blocker> wire) {
        return wire.stream().map(CommonMapper::blocker).toList();
    }

    public static List<io.slackwater.schemas.Blocker> blockersToWire(List<Blocker> blockers) {
        return blockers.stream().map(CommonMapper::blocker).toList();
    }

    public static Blocker blocker(io.slackwater.schemas.Blocker wire) {
        return new Blocker(code(wire.getCode()), wire.getSubject(), wire.getSince(), wire.getDetail());
    }

    public static io.slackwater.schemas.Blocker blocker(Blocker blocker) {
        return new io.slackwater.schemas.Blocker(
                code(blocker.code()), blocker.subject(), blocker.since(), blocker.detail());
    }

    /** Maps a reason; one that is not known blocks as before. */
    public static BlockerCode code(io.slackwater.schemas.BlockerCode wire) {
        return known(BlockerCode.class, wire, BlockerCode.UNKNOWN);
    }

    public static io.slackwater.schemas.BlockerCode code(BlockerCode code) {
        return io.slackwater.schemas.BlockerCode.valueOf(code.name());
    }

    /** Maps what showed that a VM came up; what is not known proves nothing. */
    public static VerifiedBy verifiedBy(io.slackwater.schemas.VerifiedBy wire) {
        return known(VerifiedBy.class, wire, VerifiedBy.UNKNOWN);
    }

    public static io.slackwater.schemas.VerifiedBy verifiedBy(VerifiedBy verifiedBy) {
        return io.slackwater.schemas.VerifiedBy.valueOf(verifiedBy.name());
    }

    /** Maps what an update changes from the wire. */
    public static List<Replacement> replacements(List<io.slackwater.schemas.Replacement> wire) {
        return wire.stream().map(CommonMapper::replacement).toList();
    }

    /** Maps what an update changes to the wire. */
    public static List<io.slackwater.schemas.Replacement> toWire(List<Replacement> replacements) {
        return replacements.stream().map(CommonMapper::replacement).toList();
    }

    private static Replacement replacement(io.slackwater.schemas.Replacement wire) {
        return new Replacement(
                wire.getSlot(),
                wire.getPortion(),
                kind(wire.getKind()),
                wire.getFromVersion(),
                volume(wire.getFrom()),
                wire.getFromOverlay().map(CommonMapper::volume),
                wire.getToVersion(),
                wire.getTo().map(CommonMapper::volume),
                wire.getToOverlay().map(CommonMapper::volume));
    }

    private static io.slackwater.schemas.Replacement replacement(Replacement replacement) {
        return new io.slackwater.schemas.Replacement(
                replacement.slot(),
                replacement.portion(),
                kind(replacement.kind()),
                replacement.fromVersion(),
                volume(replacement.from()),
                replacement.fromOverlay().map(CommonMapper::volume).orElse(null),
                replacement.toVersion(),
                replacement.to().map(CommonMapper::volume).orElse(null),
                replacement.toOverlay().map(CommonMapper::volume).orElse(null));
    }
}
