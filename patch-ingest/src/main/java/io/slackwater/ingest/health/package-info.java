/** What the service says about its own condition. */
@NullMarked
package io.slackwater.ingest.health;

import org.jspecify.annotations.NullMarked;
