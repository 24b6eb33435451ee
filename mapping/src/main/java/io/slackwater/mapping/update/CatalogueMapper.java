package io.slackwater.mapping.update;

import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.VolumeEvent;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Folds what is said of hosts, volumes and changes. */
public final class CatalogueMapper {

    private CatalogueMapper() {}

    /** Folds a host's event into what is known of it. */
    public static HostInfo host(HostInfo known, HostEvent wire, Instant at) {
        return switch (wire.getType()) {
            case DECLARED ->
                known.declared(
                                wire.getUri().orElse(""),
                                HostInfo.Mode.valueOf(wire.getMode().name()),
                                at)
                        .labelled(wire.getLabels());
            case REACHABLE -> known.reached(at);
            case SYNCED -> known.synced(at);
            case UNREACHABLE -> known.lost(at);
            case RETIRED -> known.retired(at);
            case UNKNOWN, MARKED, IDENTIFIED, CLAIMED -> known;
        };
    }

    /**
     * Returns what the content of a volume is known by: its digest, and its version for changes that were kept before digests were.
     * Empty for a volume that holds no portion version.
     */
    public static List<String> identities(VolumeEvent wire) {
        return wire.getVersion().stream()
                .flatMap(version -> Stream.of(version, ChangeInfo.identity(wire.getSha256(), version))
                        .distinct())
                .toList();
    }

    /** Folds a volume's event; empty for a volume that holds no portion version, such as a replaced overlay. */
    public static Optional<VolumeInfo> volume(Optional<VolumeInfo> known, VolumeEvent wire, Instant at) {
        if (wire.getPortion().isEmpty() || wire.getVersion().isEmpty()) {
            return Optional.empty();
        }
        VolumeRef volume = CommonMapper.volume(wire.getVolume());
        // Two volumes may hold one version, where an operator adopted a copy: the one that is there and pinned counts.
        Optional<VolumeInfo> same = known.filter(fact -> fact.volume().isSameAs(volume));
        boolean otherIsThere =
                same.isEmpty() && known.filter(VolumeInfo::present).isPresent();
        boolean wasThere = same.filter(VolumeInfo::present).isPresent();
        boolean isThere = isThere(wire, wasThere);
        if (otherIsThere && (!isThere || wire.getPins().isEmpty())) {
            return known;
        }
        VolumeInfo fact = new VolumeInfo(volume, isThere, Set.copyOf(new HashSet<>(wire.getPins())), at);
        return Optional.of(same.filter(before -> saysTheSame(before, fact)).orElse(fact));
    }

    /** Maps a change's event. */
    public static ChangeInfo change(ChangeInfo known, ChangeEvent wire) {
        Optional<String> release = wire.getPortions().stream()
                .map(PortionVersion::getKernelRelease)
                .flatMap(Optional::stream)
                .findFirst()
                .or(known::kernelRelease);
        boolean withdrawn = wire.getType() == ChangeEventType.WITHDRAWN;
        Severity severity = Severity.valueOf(wire.getSeverity().name());
        return new ChangeInfo(
                withdrawn,
                withdrawn ? wire.getReason().orElse("") : "",
                severity,
                release,
                wire.getPortions().isEmpty() ? known.versions() : byPortion(wire, PortionVersion::getVersion),
                known.availableSince().or(() -> withdrawn ? Optional.empty() : Optional.of(wire.getOccurredAt())),
                wire.getPortions().isEmpty() ? known.digests() : byPortion(wire, PortionVersion::getSha256));
    }

    private static Map<String, String> byPortion(ChangeEvent wire, Function<PortionVersion, String> value) {
        return wire.getPortions().stream()
                .collect(Collectors.toMap(PortionVersion::getPortion, value, (first, second) -> first));
    }

    private static boolean isThere(VolumeEvent wire, boolean wasThere) {
        return switch (wire.getType()) {
            // Only what is there is pinned, also where it was to be deleted and turned out to be needed.
            case ADOPTED, STAGED, PINNED -> true;
            case RETIRING, RECLAIMED -> false;
            case UNKNOWN, UNPINNED, REPLACED_OVERLAY, DUE, REFUSED, STAGING -> wasThere;
        };
    }

    private static boolean saysTheSame(VolumeInfo before, VolumeInfo after) {
        return before.present() == after.present() && before.pins().equals(after.pins());
    }
}
