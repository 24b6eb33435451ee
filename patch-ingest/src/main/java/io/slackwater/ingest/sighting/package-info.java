/** What the workers tell the topology. */
@NullMarked
package io.slackwater.ingest.sighting;

import org.jspecify.annotations.NullMarked;
