/** What operators measure. */
@NullMarked
package io.slackwater.reclaimer.metrics;

import org.jspecify.annotations.NullMarked;
