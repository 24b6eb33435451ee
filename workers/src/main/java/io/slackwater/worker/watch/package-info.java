/** Watches hosts and publishes what changed on them. */
@NullMarked
package io.slackwater.worker.watch;

import org.jspecify.annotations.NullMarked;
