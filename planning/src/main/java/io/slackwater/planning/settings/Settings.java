package io.slackwater.planning.settings;

import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.update.AttemptLimits;
import io.slackwater.topology.update.shared.BuiltInPolicy;
import io.slackwater.topology.update.shared.ExecutorConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the services are set to; the log does not say it.
 *
 * @param headroom the part of a store that staging leaves free, from 0 to 1
 */
public record Settings(Timing timing, BudgetLimits limits, double headroom) {

    private static final String EXECUTOR = "slackwater.executor.";
    private static final String HEADROOM = "slackwater.reclaimer.headroom";
    private static final String USUAL_HEADROOM = "0.1";
    private static final int ABOVE_BUILT_IN = 200;

    /**
     * Reads the services' settings; those that are not given are as the services have them.
     *
     * @param properties by key, such as {@code slackwater.executor.max-in-flight}; others are passed over
     * @throws IllegalArgumentException if one of them is wrong, naming it
     */
    public static Settings of(Map<String, String> properties) {
        Map<String, String> executor = properties.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(EXECUTOR))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withDefaultValues(executor)
                .withConverter(Duration.class, ABOVE_BUILT_IN, Settings::duration)
                .withMapping(ExecutorConfig.class, ExecutorConfig.PREFIX)
                .build();
        ExecutorConfig set = config.getConfigMapping(ExecutorConfig.class, ExecutorConfig.PREFIX);
        return new Settings(
                timing(set),
                new BudgetLimits(set.maxInFlight(), set.maxAwaitingStart(), set.perHost()),
                Double.parseDouble(properties.getOrDefault(HEADROOM, USUAL_HEADROOM)));
    }

    /** Returns the policy that applies where no other does. */
    public Policy builtIn() {
        return BuiltInPolicy.of(timing, limits);
    }

    private static Timing timing(ExecutorConfig set) {
        return new Timing(
                set.settleTime(),
                set.commandLifetime(),
                set.commandMargin(),
                set.stayUp(),
                set.agentTimeout(),
                set.retryPause(),
                new AttemptLimits(set.refusalsUntilFailed(), set.stopsUntilFailed()));
    }

    /** As Quarkus has it: a plain number is seconds, a unit may follow, and ISO 8601 is understood. */
    private static Duration duration(String text) {
        String value = text.strip();
        if (value.chars().allMatch(Character::isDigit)) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        if (value.endsWith("ms")) {
            return Duration.ofMillis(Long.parseLong(value.substring(0, value.length() - 2)));
        }
        if (value.endsWith("d")) {
            return Duration.parse("P" + value);
        }
        return Duration.parse(Character.isDigit(value.charAt(0)) ? "PT" + value : value);
    }
}
