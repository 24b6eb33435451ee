package io.slackwater.standalone.process;

import java.time.Duration;
import java.util.Optional;

/**
 * A child ended without having been told to.
 *
 * @param child its name
 * @param exitCode of its process; 128 and the signal where one ended it
 * @param cause the cause that it gave itself; empty where it gave none
 * @param lastWords the last lines of its log
 * @param sameCause how many times in a row it gave this cause, 1 for the first; 0 without a cause
 * @param pause after which it is started again
 */
public record ChildDeath(
        String child, int exitCode, Optional<String> cause, String lastWords, int sameCause, Duration pause) {}
