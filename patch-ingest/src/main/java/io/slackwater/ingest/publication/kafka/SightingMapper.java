package io.slackwater.ingest.publication.kafka;

import io.slackwater.domain.change.ChangeId;
import io.slackwater.domain.publication.OfferedVersion;
import io.slackwater.domain.publication.Sighting;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.PortionVersion;
import java.util.List;

/** Maps records to sightings, and back to what is published. */
final class SightingMapper {

    private SightingMapper() {}

    /** Tells what a record says; one whose key or id does not follow from its content is contradictory. */
    static Sighting toSighting(String key, ChangeEvent event) {
        if (!key.equals(event.getOperatingSystem())) {
            return new Sighting.Contradictory("its key is " + key + " and its operating system "
                    + event.getOperatingSystem() + "; key it by the operating system");
        }
        return switch (event.getType()) {
            case AVAILABLE -> offer(event);
            case WITHDRAWN -> new Sighting.Withdrawn();
            case UNKNOWN -> new Sighting.Contradictory("its type is not known to this version; upgrade patch-ingest");
        };
    }

    static OfferedVersion offered(PortionVersion portion) {
        return new OfferedVersion(
                portion.getPortion(), portion.getVersion(), portion.getSha256(), portion.getSupersedes());
    }

    private static Sighting offer(ChangeEvent event) {
        if (event.getPortions().isEmpty()) {
            return new Sighting.Contradictory("it has no portions");
        }
        String expected = ChangeId.of(event.getOperatingSystem(), lines(event.getPortions()));
        return expected.equals(event.getChangeId())
                ? new Sighting.Available()
                : new Sighting.Contradictory("its portions make the id " + expected + ", and it says "
                        + event.getChangeId() + "; derive the id from the content");
    }

    /** Returns what is published of a withdrawal: all that the change was, with the reason. */
    static ChangeEvent withdrawal(ChangeEvent available, ChangeEvent recall) {
        // Built field by field: Avro's copying builder loads classes from a class loader of its own choice.
        return ChangeEvent.newBuilder()
                .setChangeId(available.getChangeId())
                .setType(recall.getType())
                .setOperatingSystem(available.getOperatingSystem())
                .setPortions(available.getPortions())
                .setSeverity(available.getSeverity())
                .setAdvisories(available.getAdvisories())
                .setSource(recall.getSource())
                .setReason(recall.getReason().orElse(null))
                .setOccurredAt(recall.getOccurredAt())
                .build();
    }

    private static List<String> lines(List<PortionVersion> portions) {
        return portions.stream()
                .map(portion -> portion.getPortion() + "|" + portion.getVersion() + "|" + portion.getSha256())
                .toList();
    }
}
