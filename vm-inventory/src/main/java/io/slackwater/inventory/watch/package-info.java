/** Watches hosts and publishes what changed: who watches what, the published VMs of what was published, and the transactions. */
@NullMarked
package io.slackwater.inventory.watch;

import org.jspecify.annotations.NullMarked;
