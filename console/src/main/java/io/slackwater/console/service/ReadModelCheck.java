package io.slackwater.console.service;

import io.slackwater.console.fold.FoldLoop;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells whether the read model follows the log. One that another console keeps up to date is fine. */
@Readiness
@Singleton
class ReadModelCheck implements HealthCheck {

    private final ReadModel model;

    ReadModelCheck(ReadModel model) {
        this.model = model;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("read-model");
        List<FoldLoop<?>> failing = model.loops().stream()
                .filter(loop -> loop.failure().isPresent())
                .toList();
        model.notBegun().ifPresent(reason -> response.withData("reason", reason));
        failing.forEach(
                loop -> response.withData(loop.topic().name(), loop.failure().orElse("")));
        return response.status(model.notBegun().isEmpty() && failing.isEmpty()).build();
    }
}
