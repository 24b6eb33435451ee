/** The commands by which an operator asks update-executor and decides: policies, rollouts, blockers. */
@NullMarked
package io.slackwater.standalone.operate;

import org.jspecify.annotations.NullMarked;
