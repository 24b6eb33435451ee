/** Sightings as records. */
@NullMarked
package io.slackwater.ingest.sighting.kafka;

import org.jspecify.annotations.NullMarked;
