/**
 * Which VMs need which changes: decisions about values, without clock, Kafka or hypervisor. What is known comes in as
 * {@link io.slackwater.domain.match.VmPlacements}, {@link io.slackwater.domain.match.ChangeIndex} and
 * {@link io.slackwater.domain.match.OpenedUpdates}; what follows goes out as {@link io.slackwater.domain.match.Need}.
 */
@NullMarked
package io.slackwater.domain.match;

import org.jspecify.annotations.NullMarked;
