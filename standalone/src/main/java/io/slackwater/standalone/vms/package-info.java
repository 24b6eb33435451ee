/** The VMs of the fleet, as the log says them: listed, and found by what a person calls them. */
@NullMarked
package io.slackwater.standalone.vms;

import org.jspecify.annotations.NullMarked;
