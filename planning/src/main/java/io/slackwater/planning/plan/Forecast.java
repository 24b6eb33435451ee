package io.slackwater.planning.plan;

import java.time.Instant;
import java.util.List;

/**
 * When the rollout is expected to be done.
 *
 * @param expected how many VMs the milestones are shares of
 * @param milestones in rising order
 * @param plays how often it was played through
 * @param until when each play was given up
 */
public record Forecast(int expected, List<Milestone> milestones, int plays, Instant until) {

    public Forecast {
        milestones = List.copyOf(milestones);
    }
}
