/** The topology of update-executor: its wiring. Its nodes are in {@code vm} and {@code budget}. */
@NullMarked
package io.slackwater.topology.update;

import org.jspecify.annotations.NullMarked;
