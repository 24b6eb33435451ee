/** A change and its portion versions, free of Kafka and of the network. */
@NullMarked
package io.slackwater.ingest.change;

import org.jspecify.annotations.NullMarked;
