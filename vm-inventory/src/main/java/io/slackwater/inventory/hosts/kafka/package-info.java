/** The hosts in the log: what is said of them, and saying it. */
@NullMarked
package io.slackwater.inventory.hosts.kafka;

import org.jspecify.annotations.NullMarked;
