package io.slackwater.reclaimer.store;

import io.slackwater.reclaimer.volume.VolumeInput;
import io.slackwater.reclaimer.volume.VolumeRef;

/**
 * What a worker or a watcher says of a volume.
 *
 * @param input what it means to the volume
 */
public record Outcome(VolumeRef volume, VolumeInput input) {}
