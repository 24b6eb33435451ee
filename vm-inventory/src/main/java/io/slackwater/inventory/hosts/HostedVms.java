package io.slackwater.inventory.hosts;

import java.util.List;

/** The VMs that the log says the hosts have. */
public interface HostedVms {

    /** Returns the VMs of a host, by name, then by UUID; none of one that was retired. */
    List<HostedVm> of(String hostId);
}
