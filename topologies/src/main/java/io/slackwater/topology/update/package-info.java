/** The edge to Kafka: the topology, its processors and stores, and the mapping between wire records and domain types. */
@NullMarked
package io.slackwater.topology.update;

import org.jspecify.annotations.NullMarked;
