/** Metrics and health checks. */
@NullMarked
package io.slackwater.inventory.health;

import org.jspecify.annotations.NullMarked;
