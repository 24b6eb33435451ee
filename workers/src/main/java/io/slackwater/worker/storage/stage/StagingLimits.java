package io.slackwater.worker.storage.stage;

import io.slackwater.worker.storage.host.Bandwidth;

/**
 * What staging must leave to others.
 *
 * @param headroom the part of a pool's capacity that it leaves free
 * @param bandwidth how fast it may move content
 */
public record StagingLimits(double headroom, Bandwidth bandwidth) {}
