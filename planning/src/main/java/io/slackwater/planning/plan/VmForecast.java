package io.slackwater.planning.plan;

import io.slackwater.planning.history.PowerPattern;
import java.time.Instant;
import java.util.Optional;

/**
 * What a VM's history says.
 *
 * @param heardFrom since when its states are known; empty where none was published
 * @param spells how often it was off in that time
 * @param lastModifiable when it was modifiable last, now included; empty where it never was
 * @param likelyNext when it will likely be modifiable next, now included; empty where that is not to be expected
 */
public record VmForecast(
        Group group,
        PowerPattern.Kind kind,
        Optional<Instant> heardFrom,
        int spells,
        Optional<Instant> lastModifiable,
        Optional<Instant> likelyNext) {}
