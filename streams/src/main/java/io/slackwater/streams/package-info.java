/** The Kafka Streams edge that all topologies share: decoding with dead letters, broadcast, publishing. */
@NullMarked
package io.slackwater.streams;

import org.jspecify.annotations.NullMarked;
