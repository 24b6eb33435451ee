package io.slackwater.topology.match;

import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.UpdateEvent;

/** What the matching topology says. */
public sealed interface MatchOutput {

    /** An update was opened. */
    record Opening(UpdateEvent event) implements MatchOutput {}

    /** A partition has scanned all its VMs for a change. */
    record Finishing(RolloutEvent event) implements MatchOutput {}
}
