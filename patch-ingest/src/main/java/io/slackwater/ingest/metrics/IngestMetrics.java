package io.slackwater.ingest.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.slackwater.domain.publication.PublicationDecision;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/** Counts what the service sees, publishes, refuses and moves. */
@ApplicationScoped
public class IngestMetrics {

    private final MeterRegistry registry;

    public IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts a change that a source or a caller reported to the topology. */
    public void sighted(String source) {
        registry.counter("slackwater_ingest_sightings", "source", source).increment();
    }

    /** Counts what the topology made of a sighting. */
    public void decided(PublicationDecision decision) {
        registry.counter("slackwater_ingest_changes", "outcome", outcome(decision))
                .increment();
    }

    /** Counts an artifact or an archive that was not accepted; {@code cause} is one of a closed set. */
    public void verificationFailed(String source, String cause) {
        registry.counter("slackwater_ingest_verification_failures", "source", source, "cause", cause)
                .increment();
    }

    /** Counts bytes that were added to the artifact store. */
    public void stored(String source, long bytes) {
        registry.counter("slackwater_ingest_stored_bytes", "source", source).increment((double) bytes);
    }

    private static String outcome(PublicationDecision decision) {
        if (decision instanceof PublicationDecision.Publish) {
            return "available";
        }
        if (decision instanceof PublicationDecision.Withdraw) {
            return "withdrawn";
        }
        return decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
