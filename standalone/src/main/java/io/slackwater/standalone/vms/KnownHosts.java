package io.slackwater.standalone.vms;

import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.standalone.connect.CommandFailedException;

/** Hosts that are declared. */
public final class KnownHosts {

    private KnownHosts() {}

    /**
     * Sees that there is a host of a name.
     *
     * @throws CommandFailedException if there is none, with the nearest names
     */
    public static void require(Fleet fleet, String host) {
        if (!fleet.hosts().contains(host)) {
            throw new CommandFailedException(
                    "There is no host " + host + "." + NameSuggestions.sentence(host, fleet.hosts()));
        }
    }
}
