/** The topology of vm-inventory, which matches changes with the VMs that use what they replace. */
@NullMarked
package io.slackwater.topology.match;

import org.jspecify.annotations.NullMarked;
