package io.slackwater.domain.policy.window;

import java.time.Instant;

/**
 * Names one time that a window is open, so that a VM never uses it twice. The policy's version does not matter: whoever sets a
 * policy anew while a window is open does not make it a new window.
 *
 * @param policy the name of the policy whose window it is
 * @param start when it opens
 */
public record WindowId(String policy, Instant start) {}
