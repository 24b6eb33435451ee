package io.slackwater.streams.logging;

/** How a service that ends because it can do no more work says so to whoever started it. */
public final class ExitAnnouncement {

    /** What the log line with the cause begins with; the supervisor of {@code slackwater up} looks for it. */
    public static final String PREFIX = "This process ends, to be started again: ";

    /** The exit code: {@code EX_SOFTWARE} of BSD's {@code sysexits.h}. */
    public static final int CODE = 70;

    private ExitAnnouncement() {}
}
