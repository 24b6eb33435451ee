package io.slackwater.topology.storage.processor;

import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.VolumeEvent;

/** What the store machine says. */
public sealed interface StoreOutput {

    /** To everybody. */
    record Event(VolumeEvent event) implements StoreOutput {}

    /** To itself, should it lose its state. */
    record Kept(StorageState state) implements StoreOutput {}

    /** To the workers. */
    record Order(StorageCommand command) implements StoreOutput {}
}
