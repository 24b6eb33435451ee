package io.slackwater.worker.watch.adoption;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.ReferenceFinding;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.worker.watch.observe.StoreIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reports the volumes of one host that an adoption rule matches: each when it is first seen and when something about it
 * changed. One that is backed by another is no version of a portion, whatever its name: it is somebody's disk.
 */
public final class AdoptionReporter {

    private final List<AdoptionRule> rules;
    private final Map<VolumeRef, Told> reported = new HashMap<>();

    /** Adoptions by these rules; the first that names a volume counts. */
    public AdoptionReporter(List<AdoptionRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Returns what is to be reported now. It counts as reported only after {@link #reported}. */
    public List<StorageOutcome> news(StoreIndex stores, Instant now) {
        List<StorageOutcome> news = new ArrayList<>();
        for (StoreIndex.Store store : stores.stores()) {
            store.pool().volumes().stream()
                    .filter(volume -> volume.backingPath().isEmpty())
                    .filter(volume -> !StoreMarker.isBookkeeping(volume.name()))
                    .flatMap(volume -> observed(store.id(), volume, now).stream())
                    .filter(this::isNews)
                    .forEach(news::add);
        }
        return news;
    }

    /** Remembers what was reported. */
    public void reported(List<StorageOutcome> outcomes) {
        outcomes.forEach(outcome -> reported.put(outcome.getVolume(), Told.of(outcome)));
    }

    private boolean isNews(StorageOutcome outcome) {
        return !Told.of(outcome).equals(reported.get(outcome.getVolume()));
    }

    private Optional<StorageOutcome> observed(String store, Volume volume, Instant now) {
        for (AdoptionRule rule : rules) {
            Optional<String> version = rule.version(store, volume.name());
            if (version.isPresent()) {
                return Optional.of(StorageOutcome.newBuilder()
                        .setType(StorageOutcomeType.OBSERVED)
                        // Said though they are defaults: see WorkerRecords.
                        .setCommandType(StorageCommandType.UNKNOWN)
                        .setFinding(ReferenceFinding.UNKNOWN)
                        .setVolume(new VolumeRef(store, volume.name(), volume.path()))
                        .setPortion(rule.portion())
                        .setVersion(version.get())
                        .setKind(CommonMapper.kind(rule.kind()))
                        .setSizeBytes(volume.allocationBytes())
                        .setFormat(format(volume.format()))
                        .setConsent(rule.deleteWithoutArtifact())
                        .setOccurredAt(now)
                        .build());
            }
        }
        return Optional.empty();
    }

    private static VolumeFormat format(String format) {
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "raw" -> VolumeFormat.RAW;
            case "qcow2" -> VolumeFormat.QCOW2;
            default -> VolumeFormat.UNKNOWN;
        };
    }

    /** What was reported of a volume. */
    private record Told(
            Optional<String> portion,
            Optional<String> version,
            PortionKind kind,
            VolumeFormat format,
            long sizeBytes,
            boolean consent) {

        static Told of(StorageOutcome outcome) {
            return new Told(
                    outcome.getPortion(),
                    outcome.getVersion(),
                    outcome.getKind(),
                    outcome.getFormat(),
                    outcome.getSizeBytes(),
                    outcome.getConsent());
        }
    }
}
