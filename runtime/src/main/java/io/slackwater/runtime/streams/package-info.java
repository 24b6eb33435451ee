/** The Kafka Streams edge that all topologies share: decoding with dead letters, broadcast, publishing. */
@NullMarked
package io.slackwater.runtime.streams;

import org.jspecify.annotations.NullMarked;
