package io.slackwater.ingest.health;

import io.slackwater.ingest.config.IngestConfiguration;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells whether artifacts can be kept. */
@Readiness
@ApplicationScoped
public class ArtifactsCheck implements HealthCheck {

    private final Path directory;

    ArtifactsCheck(IngestConfiguration configuration) {
        this.directory = configuration.dataDirectory();
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named("artifacts")
                    .status(Files.isWritable(directory.resolve("artifacts/incoming")))
                    .withData("directory", directory.toString())
                    .withData("freeBytes", Files.getFileStore(directory).getUsableSpace())
                    .build();
        } catch (IOException e) {
            return HealthCheckResponse.named("artifacts")
                    .down()
                    .withData("directory", directory.toString())
                    .withData("cause", e.toString())
                    .build();
        }
    }
}
