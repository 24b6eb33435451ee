/** The watchers' edge to the log: which hosts this instance watches, and what it writes, in one transaction each. */
@NullMarked
package io.slackwater.inventory.watch.kafka;

import org.jspecify.annotations.NullMarked;
