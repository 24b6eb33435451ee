package io.slackwater.executor.mapper;

import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.PortionKind;
import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.VolumeRef;
import java.util.List;

/** Maps the parts that several records share. */
public final class CommonMapper {

    private CommonMapper() {}

    static VolumeRef volume(io.slackwater.schemas.VolumeRef wire) {
        return new VolumeRef(wire.getStore(), wire.getVolume(), wire.getPath());
    }

    static io.slackwater.schemas.VolumeRef volume(VolumeRef volume) {
        return new io.slackwater.schemas.VolumeRef(volume.store(), volume.volume(), volume.path());
    }

    /** Maps what an update changes from the wire. */
    public static List<Replacement> replacements(List<io.slackwater.schemas.Replacement> wire) {
        return wire.stream().map(CommonMapper::replacement).toList();
    }

    /** Maps what an update changes to the wire. */
    public static List<io.slackwater.schemas.Replacement> toWire(List<Replacement> replacements) {
        return replacements.stream().map(CommonMapper::replacement).toList();
    }

    static List<Blocker> blockers(List<io.slackwater.schemas.Blocker> wire) {
        return wire.stream()
                .map(blocker -> new Blocker(
                        code(blocker.getCode()), blocker.getSubject(), blocker.getSince(), blocker.getDetail()))
                .toList();
    }

    static List<io.slackwater.schemas.Blocker> blockersToWire(List<Blocker> blockers) {
        return blockers.stream()
                .map(blocker -> new io.slackwater.schemas.Blocker(
                        io.slackwater.schemas.BlockerCode.valueOf(blocker.code().name()),
                        blocker.subject(),
                        blocker.since(),
                        blocker.detail()))
                .toList();
    }

    /** A code that only storage knows, or that a later version wrote, has no name here. */
    private static BlockerCode code(io.slackwater.schemas.BlockerCode wire) {
        for (BlockerCode code : BlockerCode.values()) {
            if (code.name().equals(wire.name())) {
                return code;
            }
        }
        return BlockerCode.UNKNOWN;
    }

    private static Replacement replacement(io.slackwater.schemas.Replacement wire) {
        return new Replacement(
                wire.getSlot(),
                wire.getPortion(),
                PortionKind.valueOf(wire.getKind().name()),
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
                io.slackwater.schemas.PortionKind.valueOf(replacement.kind().name()),
                replacement.fromVersion(),
                volume(replacement.from()),
                replacement.fromOverlay().map(CommonMapper::volume).orElse(null),
                replacement.toVersion(),
                replacement.to().map(CommonMapper::volume).orElse(null),
                replacement.toOverlay().map(CommonMapper::volume).orElse(null));
    }
}
