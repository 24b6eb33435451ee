/** The node that grants leases: rollouts, waves and budgets. */
@NullMarked
package io.slackwater.topology.update.budget;

import org.jspecify.annotations.NullMarked;
