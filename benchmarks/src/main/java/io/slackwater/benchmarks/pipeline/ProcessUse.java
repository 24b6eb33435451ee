package io.slackwater.benchmarks.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a process has used since its start, by Linux's {@code /proc}.
 *
 * @param cpuSeconds user and system time of all its threads, in seconds
 * @param peakResidentMebibytes the largest resident memory that it ever had, in MiB
 */
record ProcessUse(double cpuSeconds, long peakResidentMebibytes) {

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final String PEAK = "VmHWM:";

    /**
     * Reads it.
     *
     * @throws IOException if the process has ended
     */
    static ProcessUse of(ProcessHandle process) throws IOException {
        Path directory = Path.of("/proc", String.valueOf(process.pid()));
        String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
        // The name stands in parentheses and may contain anything, blanks too.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = Long.parseLong(fields[USER_TICKS]) + (double) Long.parseLong(fields[SYSTEM_TICKS]);
        return new ProcessUse(ticks / TICKS_PER_SECOND, peakResident(directory.resolve("status")));
    }

    private static long peakResident(Path status) throws IOException {
        for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith(PEAK)) {
                return Long.parseLong(
                                line.substring(PEAK.length()).replace("kB", "").strip())
                        >> 10;
            }
        }
        throw new IOException(status + " has no line " + PEAK);
    }
}
