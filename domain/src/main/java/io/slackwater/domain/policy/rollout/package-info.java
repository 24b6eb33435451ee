/** How an update spreads: waves, budgets, what a withdrawal does. */
@NullMarked
package io.slackwater.domain.policy.rollout;

import org.jspecify.annotations.NullMarked;
