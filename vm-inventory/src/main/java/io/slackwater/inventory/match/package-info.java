/**
 * Which VMs need which changes: decisions about values, without clock, Kafka or hypervisor. What is known comes in as
 * {@link io.slackwater.inventory.match.Vm}, {@link io.slackwater.inventory.match.ChangeIndex} and
 * {@link io.slackwater.inventory.match.OpenedUpdates}; what follows goes out as {@link io.slackwater.inventory.match.Need}.
 */
@NullMarked
package io.slackwater.inventory.match;

import org.jspecify.annotations.NullMarked;
