package io.slackwater.planning.fleet;

import io.slackwater.domain.portion.Severity;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.VolumeFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A change, as the log says it.
 *
 * @param parts what moves together
 * @param withdrawn why it was recalled; empty where it was not
 * @param publishedAt when that was said last
 */
public record KnownChange(
        String id,
        String operatingSystem,
        Severity severity,
        List<Part> parts,
        Optional<String> withdrawn,
        Instant publishedAt) {

    private static final int DIGITS = 12;

    public KnownChange {
        parts = List.copyOf(parts);
    }

    /** Returns what it brings of a portion; it brings it. */
    public Part part(String portion) {
        return parts.stream()
                .filter(part -> part.portion().equals(portion))
                .findFirst()
                .orElseThrow();
    }

    static KnownChange of(ChangeEvent event, Instant publishedAt) {
        return new KnownChange(
                event.getChangeId(),
                event.getOperatingSystem(),
                Severity.valueOf(event.getSeverity().name()),
                event.getPortions().stream().map(KnownChange::part).toList(),
                event.getType() == ChangeEventType.WITHDRAWN
                        ? Optional.of(event.getReason().orElse("no reason was given"))
                        : Optional.empty(),
                publishedAt);
    }

    private static Part part(PortionVersion portion) {
        String name = portion.getPortion().replace('/', '.') + "-" + portion.getVersion() + "-"
                + portion.getSha256()
                        .substring(0, Math.min(DIGITS, portion.getSha256().length()));
        return new Part(
                portion.getPortion(),
                portion.getVersion(),
                portion.getSize(),
                portion.getFormat() == VolumeFormat.QCOW2 ? name + ".qcow2" : name);
    }
}
