/** When a VM may be updated: modes, windows, deadlines. */
@NullMarked
package io.slackwater.domain.policy.schedule;

import org.jspecify.annotations.NullMarked;
