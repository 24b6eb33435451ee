/** The Kafka edge: the topology, its state stores, and the mapping between records and domain types. */
@NullMarked
package io.slackwater.reclaimer.kafka;

import org.jspecify.annotations.NullMarked;
