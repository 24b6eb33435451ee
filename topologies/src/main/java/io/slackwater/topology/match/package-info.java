/** The edge of matching: its topology, stores and rows, and the mapping between records and the domain. */
@NullMarked
package io.slackwater.topology.match;

import org.jspecify.annotations.NullMarked;
