package io.slackwater.worker.storage.stage;

import io.slackwater.worker.storage.host.Bandwidth;

/**
 * The disk space and bandwidth that staging leaves to others.
 *
 * @param headroom the part of a pool's capacity that it leaves free
 * @param bandwidth how fast it may move content
 */
public record StagingLimits(double headroom, Bandwidth bandwidth) {}
