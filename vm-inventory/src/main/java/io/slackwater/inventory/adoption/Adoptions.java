package io.slackwater.inventory.adoption;

import io.slackwater.hypervisor.Volume;
import io.slackwater.inventory.observe.StoreIndex;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.StorageOutcomeType;
import io.slackwater.schemas.VolumeFormat;
import io.slackwater.schemas.VolumeRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reports the volumes of one host that a rule names: each when it is first seen and when something about it changed. */
public final class Adoptions {

    private final List<AdoptionRule> rules;
    private final Map<VolumeRef, StorageOutcome> reported = new HashMap<>();

    /** Adoptions by these rules; the first that names a volume counts. */
    public Adoptions(List<AdoptionRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Returns what is to be reported now. It counts as reported only after {@link #reported}. */
    public List<StorageOutcome> news(StoreIndex stores, Instant now) {
        List<StorageOutcome> news = new ArrayList<>();
        for (StoreIndex.Store store : stores.stores()) {
            for (Volume volume : store.pool().volumes()) {
                observed(store.id(), volume, now)
                        .filter(outcome -> isNews(outcome))
                        .ifPresent(news::add);
            }
        }
        return news;
    }

    /** Remembers what was reported. */
    public void reported(List<StorageOutcome> outcomes) {
        outcomes.forEach(outcome -> reported.put(outcome.getVolume(), outcome));
    }

    private boolean isNews(StorageOutcome outcome) {
        StorageOutcome before = reported.get(outcome.getVolume());
        return before == null
                || !StorageOutcome.newBuilder(before)
                        .setOccurredAt(outcome.getOccurredAt())
                        .build()
                        .equals(outcome);
    }

    private Optional<StorageOutcome> observed(String store, Volume volume, Instant now) {
        for (AdoptionRule rule : rules) {
            Optional<String> version = rule.version(store, volume.name());
            if (version.isPresent()) {
                return Optional.of(StorageOutcome.newBuilder()
                        .setType(StorageOutcomeType.OBSERVED)
                        .setVolume(new VolumeRef(store, volume.name(), volume.path()))
                        .setPortion(rule.portion())
                        .setVersion(version.get())
                        .setKind(rule.kind())
                        .setSizeBytes(volume.allocationBytes())
                        .setFormat(format(volume.format()))
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
}
