package io.slackwater.ingest.health;

import io.slackwater.ingest.source.SourceStatus;
import io.slackwater.ingest.source.SourceWatch;
import io.slackwater.ingest.source.SourceWatches;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells how each source fares. A source that fails makes the service no less ready: the others and the API work on. */
@Readiness
@ApplicationScoped
public class SourcesCheck implements HealthCheck {

    private final SourceWatches watches;

    SourcesCheck(SourceWatches watches) {
        this.watches = watches;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("sources").up();
        for (SourceWatch watch : watches.all()) {
            response.withData(watch.source().name(), describe(watch.status()));
        }
        return response.build();
    }

    private static String describe(SourceStatus status) {
        String success = status.lastSuccess()
                .map(at -> "read " + at + ", offers " + status.lastChange().orElse("nothing"))
                .orElse("not read yet");
        return status.failure().map(failure -> success + "; fails: " + failure).orElse(success);
    }
}
