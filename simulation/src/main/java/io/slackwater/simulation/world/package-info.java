/** The world in which the services work: hosts, VMs, their owners, and what goes wrong there. */
@NullMarked
package io.slackwater.simulation.world;

import org.jspecify.annotations.NullMarked;
