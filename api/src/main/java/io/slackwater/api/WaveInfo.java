package io.slackwater.api;

import java.time.Instant;

/**
 * A wave of a rollout that was opened.
 *
 * @param policy whose wave it is; empty where no policy concerns the VMs
 * @param wave from 1
 * @param quota how many VMs it takes; the greatest number where it takes all the rest
 */
public record WaveInfo(String policy, int wave, long quota, Instant openedAt) {}
