package io.slackwater.executor.policyadmin;

import io.quarkus.runtime.StartupEvent;
import io.slackwater.executor.config.ExecutorConfiguration;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.time.Duration;

/** Sets the policies of the configured directory at each start, as soon as this instance knows what the log says of them. */
@ApplicationScoped
public class PolicyFiles {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final PolicyService policies;
    private final ExecutorConfiguration config;
    private final Thread setter = new Thread(this::setAll, "policy-files");

    PolicyFiles(PolicyService policies, ExecutorConfiguration config) {
        this.policies = policies;
        this.config = config;
    }

    void begin(@Observes StartupEvent started) {
        setter.setDaemon(true);
        setter.start();
    }

    @PreDestroy
    void end() {
        setter.interrupt();
    }

    private void setAll() {
        try {
            if (config.policyDirectory().isPresent()) {
                setAll(config.policyDirectory().get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void setAll(Path path) throws InterruptedException {
        PolicyDirectory directory = new PolicyDirectory(path, policies);
        for (Path file : directory.files()) {
            while (!directory.set(file)) {
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }
}
