package io.slackwater.standalone.process;

import java.time.Duration;

/** Hears what becomes of the children, on the supervisor's threads. */
public interface SupervisorListener {

    /** A child does its work, {@code took} after it was started. */
    void up(String child, Duration took);

    /**
     * A child ended without having been told to, and is started again after {@code pause}.
     *
     * @param lastWords the last lines of its log
     */
    void died(String child, int exitCode, String lastWords, Duration pause);
}
