/** A change and its portion versions, free of Kafka and of the network. */
@NullMarked
package io.slackwater.domain.change;

import org.jspecify.annotations.NullMarked;
