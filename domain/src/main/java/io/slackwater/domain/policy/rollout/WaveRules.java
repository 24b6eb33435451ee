package io.slackwater.domain.policy.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * In which steps a change reaches the VMs of a rollout: the canary first, then wave by wave, then what is left.
 *
 * @param canary the first to go; empty where there is no canary
 * @param waves how much of all VMs of the rollout has been reached at the end of each wave, the canary included, in rising
 *     order; the last wave is {@link Amount.Share#ALL}, so that nobody is left out
 * @param soak how long after the last VM of the canary or of a wave was verified before the next wave is opened
 */
public record WaveRules(Optional<Amount> canary, List<Amount.Share> waves, Duration soak) {

    /** Everybody at once, as far as the budgets allow. */
    public static final WaveRules AT_ONCE = new WaveRules(Optional.empty(), List.of(Amount.Share.ALL), Duration.ZERO);

    public WaveRules {
        waves = List.copyOf(waves);
        if (waves.isEmpty() || !waves.get(waves.size() - 1).equals(Amount.Share.ALL)) {
            throw new IllegalArgumentException("The last wave must be 100%");
        }
        for (int wave = 1; wave < waves.size(); wave++) {
            if (waves.get(wave - 1).compareTo(waves.get(wave)) >= 0) {
                throw new IllegalArgumentException("Each wave must reach more than the one before");
            }
        }
        if (soak.isNegative()) {
            throw new IllegalArgumentException("The soak time must not be negative");
        }
    }
}
