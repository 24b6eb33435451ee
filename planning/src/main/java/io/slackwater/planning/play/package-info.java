/** Plays a rollout through, by the executor's own waves and budgets, over lives that its VMs may have; pure. */
@NullMarked
package io.slackwater.planning.play;

import org.jspecify.annotations.NullMarked;
