/** Health checks and metrics. */
@NullMarked
package io.slackwater.executor.health;

import org.jspecify.annotations.NullMarked;
