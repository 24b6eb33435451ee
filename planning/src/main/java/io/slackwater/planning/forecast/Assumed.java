package io.slackwater.planning.forecast;

import java.time.Duration;

/** What a run takes for granted, for the log does not say it beforehand. */
public final class Assumed {

    /** How long it takes from a grant until the definition is changed. */
    public static final Duration APPLY = Duration.ofSeconds(3);

    private Assumed() {}
}
