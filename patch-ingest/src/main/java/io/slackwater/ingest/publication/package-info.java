/** The decision which sightings are published. */
@NullMarked
package io.slackwater.ingest.publication;

import org.jspecify.annotations.NullMarked;
