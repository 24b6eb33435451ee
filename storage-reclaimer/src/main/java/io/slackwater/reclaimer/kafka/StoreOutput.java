package io.slackwater.reclaimer.kafka;

import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.VolumeEvent;

/** What the store machine says. */
sealed interface StoreOutput {

    /** To everybody. */
    record Event(VolumeEvent event) implements StoreOutput {}

    /** To the hands. */
    record Order(StorageCommand command) implements StoreOutput {}
}
