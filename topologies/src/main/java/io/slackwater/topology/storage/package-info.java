/** The Kafka edge: the topology, its state stores, and the mapping between records and domain types. */
@NullMarked
package io.slackwater.topology.storage;

import org.jspecify.annotations.NullMarked;
