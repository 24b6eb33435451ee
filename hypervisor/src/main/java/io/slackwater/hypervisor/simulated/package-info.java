/**
 * A fleet of hypervisor hosts that lives in memory and behaves as libvirt does where Slackwater can see it. Used in process
 * ({@link io.slackwater.hypervisor.simulated.SimulatedFleet}) or over loopback
 * ({@link io.slackwater.hypervisor.simulated.SimulatedFleetServer}). The objects of this package also play the owner's role:
 * they define domains, create pools and make hosts fail.
 */
@NullMarked
package io.slackwater.hypervisor.simulated;

import org.jspecify.annotations.NullMarked;
