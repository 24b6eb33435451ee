package io.slackwater.planning.report;

import java.util.Locale;

/** Sizes for a person. */
public final class Bytes {

    private static final int STEP = 1024;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB"};

    private Bytes() {}

    /** Returns a size in the largest unit of which it has one, up to TiB. */
    public static String inWords(long bytes) {
        if (bytes < STEP) {
            return bytes + " B";
        }
        double size = bytes;
        int unit = -1;
        while (size >= STEP && unit < UNITS.length - 1) {
            size /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }
}
