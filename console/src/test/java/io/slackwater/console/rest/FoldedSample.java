package io.slackwater.console.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slackwater.console.ConsoleParts;
import io.slackwater.console.SampleLog;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A broker with a sample log, and an empty database. */
public final class FoldedSample implements QuarkusTestResourceLifecycleManager {

    static final int VMS = 45;

    private @Nullable ConsoleParts parts;

    @Override
    public Map<String, String> start() {
        try {
            ConsoleParts started = ConsoleParts.start(Files.createTempDirectory("console"));
            parts = started;
            started.publish(SampleLog.of(VMS));
            return Map.of(
                    "kafka.bootstrap.servers",
                    String.valueOf(started.client().get("bootstrap.servers")),
                    "slackwater.console.database-url",
                    started.newDatabase("console"));
        } catch (Exception failed) {
            throw new IllegalStateException("The test's surroundings did not start", failed);
        }
    }

    @Override
    public void stop() {
        try {
            if (parts != null) {
                parts.close();
            }
        } catch (java.io.IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
