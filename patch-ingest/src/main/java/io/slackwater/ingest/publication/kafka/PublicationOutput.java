package io.slackwater.ingest.publication.kafka;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.streams.DeadLetter;

/** Where a sighting goes from the topology; a duplicate goes nowhere. */
sealed interface PublicationOutput {

    /** The event is published. */
    record Published(ChangeEvent event) implements PublicationOutput {}

    /** The sighting is a dead letter, with the cause in its headers. */
    record Refused(DeadLetter letter) implements PublicationOutput {}
}
