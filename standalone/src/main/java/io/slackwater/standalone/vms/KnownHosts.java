package io.slackwater.standalone.vms;

import io.slackwater.planning.fleet.Fleet;
import io.slackwater.runtime.text.Nearest;
import io.slackwater.standalone.reach.NotDoneException;

/** Hosts that are declared. */
public final class KnownHosts {

    private KnownHosts() {}

    /**
     * Sees that there is a host of a name.
     *
     * @throws NotDoneException if there is none, with the nearest names
     */
    public static void require(Fleet fleet, String host) {
        if (!fleet.hosts().contains(host)) {
            throw new NotDoneException("There is no host " + host + "." + Nearest.sentence(host, fleet.hosts()));
        }
    }
}
