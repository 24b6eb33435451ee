package io.slackwater.domain.storage.store;

import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.volume.VolumeRef;

/**
 * A worker's outcome, or a watcher's observation, of one volume.
 *
 * @param input what it means to the volume
 */
public record AddressedVolumeInput(VolumeRef volume, VolumeInput input) {}
