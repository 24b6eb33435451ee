/** The matching topology's edge: the topology, its stores and rows, and the mapping between wire records and the domain. */
@NullMarked
package io.slackwater.inventory.match.kafka;

import org.jspecify.annotations.NullMarked;
