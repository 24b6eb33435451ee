package io.slackwater.benchmarks.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the processes of an installation have used at the moments that part a run. */
final class ProcessCosts {

    /** A moment: what each process has used until then, on a clock in nanoseconds. */
    private record Moment(long nanos, Map<String, ProcessUse> uses) {

        double cpuSeconds(String process) {
            return uses.getOrDefault(process, ProcessUse.NONE).cpuSeconds();
        }

        double compilerCpuSeconds(String process) {
            return uses.getOrDefault(process, ProcessUse.NONE).compilerCpuSeconds();
        }

        double cpuSince(Moment earlier, String process) {
            return cpuSeconds(process) - earlier.cpuSeconds(process);
        }

        double compilerSince(Moment earlier, String process) {
            return compilerCpuSeconds(process) - earlier.compilerCpuSeconds(process);
        }

        /** Returns the processor time of a process in each second since then, without compiling. */
        double rateSince(Moment earlier, String process) {
            return (cpuSince(earlier, process) - compilerSince(earlier, process)) / secondsSince(earlier);
        }

        double secondsSince(Moment earlier) {
            return (nanos - earlier.nanos) / 1e9;
        }
    }

    private static final String OBSERVER = "observer";
    private static final double STILL_FALLING = 0.9;
    private static final int MOST_WINDOWS = 12;

    private final Map<String, ProcessHandle> processes;
    private final Moment loaded;
    private final Moment idleBegan;
    private final Moment updateBegan;
    private Moment updateEnded;

    private ProcessCosts(Map<String, ProcessHandle> processes, Moment loaded, Moment idleBegan, Moment updateBegan) {
        this.processes = processes;
        this.loaded = loaded;
        this.idleBegan = idleBegan;
        this.updateBegan = updateBegan;
        this.updateEnded = updateBegan;
    }

    /**
     * Waits until a loaded installation is idle, measures that, and goes on measuring from its end. It is idle once it works no less
     * than in the window before: what loading left to do is done.
     *
     * @param windowMillis how long each window is, in milliseconds
     */
    static ProcessCosts afterIdle(Map<String, ProcessHandle> processes, long windowMillis)
            throws IOException, InterruptedException {
        Moment loaded = now(processes);
        Moment began = loaded;
        double before = Double.MAX_VALUE;
        for (int window = 1; ; window++) {
            Thread.sleep(windowMillis);
            Moment ended = now(processes);
            Moment from = began;
            double rate = processes.keySet().stream()
                    .mapToDouble(process -> ended.rateSince(from, process))
                    .sum();
            if (rate >= before * STILL_FALLING || window == MOST_WINDOWS) {
                return new ProcessCosts(processes, loaded, began, ended);
            }
            before = rate;
            began = ended;
        }
    }

    /** Takes the moment at which the last volume is freed. */
    void updateEnds() throws IOException {
        updateEnded = now(processes);
    }

    /** Returns what this process took meanwhile: the simulated hosts, and who follows the log. */
    double observerCpuSeconds() {
        return updateEnded.cpuSince(updateBegan, OBSERVER);
    }

    /** Returns what each process took. */
    List<ProcessCost> read() throws IOException {
        List<ProcessCost> costs = new ArrayList<>();
        for (Map.Entry<String, ProcessHandle> entry : processes.entrySet()) {
            String name = entry.getKey();
            costs.add(new ProcessCost(
                    name,
                    loaded.cpuSeconds(name),
                    updateBegan.rateSince(idleBegan, name),
                    updateEnded.cpuSince(updateBegan, name),
                    updateEnded.compilerSince(updateBegan, name),
                    PeakHeap.mebibytesOf(entry.getValue()),
                    ProcessUse.of(entry.getValue()).peakResidentMebibytes()));
        }
        return costs;
    }

    private static Moment now(Map<String, ProcessHandle> processes) throws IOException {
        Map<String, ProcessUse> uses = new LinkedHashMap<>();
        for (Map.Entry<String, ProcessHandle> entry : processes.entrySet()) {
            uses.put(entry.getKey(), ProcessUse.of(entry.getValue()));
        }
        uses.put(OBSERVER, ProcessUse.of(ProcessHandle.current()));
        return new Moment(System.nanoTime(), uses);
    }
}
