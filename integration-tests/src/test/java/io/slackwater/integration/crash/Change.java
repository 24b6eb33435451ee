package io.slackwater.integration.crash;

import java.time.Instant;
import java.util.UUID;

/**
 * A change during which services are killed.
 *
 * @param begunAt before anybody knew of it
 * @param newVolume the volume whose staging is struck
 * @param oldVolume the volume whose reclaim is struck
 * @param guest the name of the guest whose update is struck; the others' are in whichever state they are then
 * @param vm that guest's UUID
 */
record Change(Instant begunAt, String newVolume, String oldVolume, String guest, UUID vm) {

    /** What the names of the overlays begin with that are made for the guest. */
    String overlay() {
        return guest + "-vda-";
    }
}
