package io.slackwater.benchmarks.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a Java process has used since its start, by Linux's {@code /proc}.
 *
 * @param cpuSeconds user and system time of all its threads, in seconds
 * @param compilerCpuSeconds the part of the JVM's compiler threads that live; on two cores none ends
 * @param peakResidentMebibytes the largest resident memory that it ever had, in MiB
 */
record ProcessUse(double cpuSeconds, double compilerCpuSeconds, long peakResidentMebibytes) {

    /** What a process has used that does not run yet. */
    static final ProcessUse NONE = new ProcessUse(0, 0, 0);

    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;
    private static final String PEAK = "VmHWM:";
    /** Linux cuts the name of a thread off after 15 characters. */
    private static final Pattern COMPILER = Pattern.compile("\\d+ \\(C[12] CompilerThre");

    /**
     * Reads it.
     *
     * @throws IOException if the process has ended
     */
    static ProcessUse of(ProcessHandle process) throws IOException {
        Path directory = Path.of("/proc", String.valueOf(process.pid()));
        return new ProcessUse(
                cpuSeconds(stat(directory)), compilerCpuSeconds(directory), peakResident(directory.resolve("status")));
    }

    private static double compilerCpuSeconds(Path directory) throws IOException {
        double seconds = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(directory.resolve("task"))) {
            for (Path thread : threads) {
                seconds += compilerCpuSecondsOf(thread);
            }
        }
        return seconds;
    }

    private static double compilerCpuSecondsOf(Path thread) {
        try {
            String stat = stat(thread);
            return COMPILER.matcher(stat).lookingAt() ? cpuSeconds(stat) : 0;
        } catch (IOException ended) {
            return 0;
        }
    }

    private static String stat(Path directory) throws IOException {
        return Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
    }

    private static double cpuSeconds(String stat) {
        // The name stands in parentheses and may contain anything, blanks too.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double ticks = Long.parseLong(fields[USER_TICKS]) + (double) Long.parseLong(fields[SYSTEM_TICKS]);
        return ticks / TICKS_PER_SECOND;
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
