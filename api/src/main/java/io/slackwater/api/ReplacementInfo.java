package io.slackwater.api;

import org.jspecify.annotations.Nullable;

/**
 * What an update does to one slot of its VM.
 *
 * @param from the volume that the slot referred to
 * @param fromOverlay the overlay on it, for a base image; null otherwise
 * @param to the volume that it is to refer to; null before that is known
 * @param toOverlay the new overlay, for a base image; null otherwise
 */
public record ReplacementInfo(
        String slot,
        String portion,
        String kind,
        String fromVersion,
        VolumeReference from,
        @Nullable VolumeReference fromOverlay,
        String toVersion,
        @Nullable VolumeReference to,
        @Nullable VolumeReference toOverlay) {}
