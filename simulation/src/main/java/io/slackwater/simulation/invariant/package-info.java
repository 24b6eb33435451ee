/** What must always hold, one class each; judged with all knowledge of the log and the hosts. */
@NullMarked
package io.slackwater.simulation.invariant;

import org.jspecify.annotations.NullMarked;
