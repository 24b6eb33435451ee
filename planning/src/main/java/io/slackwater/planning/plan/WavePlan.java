package io.slackwater.planning.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A wave as it is foretold.
 *
 * @param policy the policy; empty for the VMs that no policy of the log concerns
 * @param number from 1
 * @param isCanary whether it is the policy's canary
 * @param vms how many join it
 * @param begins when its first VM is granted; empty where that is over already
 * @param ends when its last VM is proved; empty where some never are
 * @param heldBy VMs that are never proved, and so hold up the next wave; the first few
 */
public record WavePlan(
        String policy,
        int number,
        boolean isCanary,
        int vms,
        Optional<Instant> begins,
        Optional<Instant> ends,
        List<String> heldBy) {

    public WavePlan {
        heldBy = List.copyOf(heldBy);
    }
}
