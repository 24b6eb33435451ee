/** What the hands tell the brain. */
@NullMarked
package io.slackwater.ingest.sighting;

import org.jspecify.annotations.NullMarked;
