/** Publishing events from outside Kafka Streams. */
@NullMarked
package io.slackwater.runtime.events;

import org.jspecify.annotations.NullMarked;
