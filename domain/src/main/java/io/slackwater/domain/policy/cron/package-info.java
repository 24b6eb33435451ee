/** Start times from cron expressions, which cron-utils reads. */
@NullMarked
package io.slackwater.domain.policy.cron;

import org.jspecify.annotations.NullMarked;
