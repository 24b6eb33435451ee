/** Plays a rollout through, by the executor's own waves and budgets, over lives that its VMs may have; pure. */
@NullMarked
package io.slackwater.planning.forecast;

import org.jspecify.annotations.NullMarked;
