/** Commands in, outcomes and decisions out. */
@NullMarked
package io.slackwater.reclaimer.messaging;

import org.jspecify.annotations.NullMarked;
