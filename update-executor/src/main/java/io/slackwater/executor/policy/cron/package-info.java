/** Start times from cron expressions, which cron-utils reads. */
@NullMarked
package io.slackwater.executor.policy.cron;

import org.jspecify.annotations.NullMarked;
