package io.slackwater.domain.policy.schedule;

import java.time.Duration;

/**
 * What state of a VM allows an update.
 *
 * @param mode what the policy's preset allows, before any deadline
 * @param settleTime how long a VM must have been off
 * @param insideWindow whether a VM that is off, or whose configuration is redefined while it runs, waits for a window, too;
 *     a restart always does
 * @param agentRequired whether a VM without a guest agent is left alone
 * @param applyWithin how long the change of the definition takes at most
 */
public record ModifiableRules(
        UpdateMode mode, Duration settleTime, boolean insideWindow, boolean agentRequired, Duration applyWithin) {}
