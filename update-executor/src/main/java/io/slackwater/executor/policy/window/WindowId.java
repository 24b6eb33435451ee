package io.slackwater.executor.policy.window;

import java.time.Instant;

/**
 * Names one time that a window is open, so that a VM never uses it twice.
 *
 * @param policy the name of the policy whose window it is
 * @param version the policy's version
 * @param start when it opens
 */
public record WindowId(String policy, int version, Instant start) {}
