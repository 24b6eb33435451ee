package io.slackwater.standalone.process;

import java.time.Duration;

/**
 * Asks a child that runs whether it can still do its work.
 *
 * @param probe what is asked
 * @param period the pause between two questions
 * @param startPatience how long a child that is started again may say no before it says yes for the first time
 * @param patience how long it may say no after that; longer than it takes to end itself
 */
public record LivenessProbe(HealthProbe probe, Duration period, Duration startPatience, Duration patience) {

    /** Of a child that can do its work for as long as its process lives. */
    public static final LivenessProbe NONE =
            new LivenessProbe(child -> new Health.Up(), Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
}
