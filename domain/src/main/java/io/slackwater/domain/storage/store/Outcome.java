package io.slackwater.domain.storage.store;

import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.volume.VolumeRef;

/**
 * What a worker or a watcher says of a volume.
 *
 * @param input what it means to the volume
 */
public record Outcome(VolumeRef volume, VolumeInput input) {}
