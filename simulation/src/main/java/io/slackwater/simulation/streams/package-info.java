/** Just enough of Kafka Streams to run a service's processors without a broker, threads or files. */
@NullMarked
package io.slackwater.simulation.streams;

import org.jspecify.annotations.NullMarked;
