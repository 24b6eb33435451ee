/** Health checks. */
@NullMarked
package io.slackwater.reclaimer.health;

import org.jspecify.annotations.NullMarked;
