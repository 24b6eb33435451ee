package io.slackwater.standalone.process;

import java.time.Duration;

/** Hears what becomes of the children, on the supervisor's threads. */
public interface SupervisorListener {

    /** A child does its work, {@code took} after it was started. */
    void up(String child, Duration took);

    /**
     * A child that runs has been unable to do its work for a while. It is ended; {@link #died} follows.
     *
     * @param reason what its liveness probe says
     * @param since for how long it has said so
     */
    void notAlive(String child, String reason, Duration since);

    /** A child ended without having been told to, and is started again after a pause. */
    void died(ChildDeath death);
}
