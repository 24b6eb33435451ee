package io.slackwater.standalone.process;

import java.time.Duration;
import java.util.Locale;

/** Writes what becomes of children, for a terminal. */
public final class ChildText {

    private static final int OFTEN = 3;

    private ChildText() {}

    /** A child does its work. */
    public static String up(String child, Duration took) {
        return String.format(Locale.ROOT, "%s is up after %.1f s", child, took.toMillis() / 1000.0);
    }

    /** A child can do no more work. */
    public static String notAlive(String child, String reason, Duration since) {
        return child + " has not been alive for " + since.toSeconds() + " s and is ended: " + reason;
    }

    /** A child ended by itself. */
    public static String died(ChildDeath death) {
        String ended = death.child() + " ended with exit code " + death.exitCode() + " and is started again in "
                + death.pause().toMillis() + " ms.";
        return death.cause()
                .map(cause -> ended + " Its cause: " + cause + repeated(death))
                .orElseGet(() -> ended + " The end of its log:\n" + death.lastWords());
    }

    private static String repeated(ChildDeath death) {
        return death.sameCause() < OFTEN
                ? ""
                : ". It has ended " + death.sameCause() + " times in a row for this cause, and will not mend by itself:"
                        + " see docs/operations/deployment.md, \"A service that ends again and again\"";
    }
}
