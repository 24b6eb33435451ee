/** Watches hosts and publishes what changed: who watches what, the published VMs of what was published, and the transactions. */
@NullMarked
package io.slackwater.worker.watch;

import org.jspecify.annotations.NullMarked;
