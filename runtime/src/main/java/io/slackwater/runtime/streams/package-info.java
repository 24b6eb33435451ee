/** The Kafka Streams edge that all brains share: decoding with dead letters, broadcast, publishing. */
@NullMarked
package io.slackwater.runtime.streams;

import org.jspecify.annotations.NullMarked;
