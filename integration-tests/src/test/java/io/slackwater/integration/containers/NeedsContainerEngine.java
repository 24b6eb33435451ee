package io.slackwater.integration.containers;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips a class of tests where no container engine answers, and says so in the build's output: an assumption that fails
 * before a class's first test would leave no trace there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsContainerEngine.Condition.class)
@interface NeedsContainerEngine {

    /** Asks the engine that {@code DOCKER_HOST} names, or the one behind Docker's usual socket. */
    final class Condition implements ExecutionCondition {

        private static final String REASON =
                "no container engine answers; DOCKER_HOST names one that is not behind /var/run/docker.sock";

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return ConditionEvaluationResult.enabled("a container engine answers");
            }
            // Surefire's report holds the reason, its console does not.
            System.err.println(context.getDisplayName() + " is skipped: " + REASON);
            return ConditionEvaluationResult.disabled(REASON);
        }
    }
}
