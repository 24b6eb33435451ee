/** The policies of a run, and the people who watch over rollouts. */
@NullMarked
package io.slackwater.simulation.policy;

import org.jspecify.annotations.NullMarked;
