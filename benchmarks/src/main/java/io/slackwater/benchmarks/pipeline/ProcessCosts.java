package io.slackwater.benchmarks.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the processes of an installation have used at the moments that part a run. */
final class ProcessCosts {

    /** A moment: processor time by process, in seconds, on a clock in nanoseconds. */
    private record Moment(long nanos, Map<String, Double> cpuSeconds) {

        double since(Moment earlier, String process) {
            return cpuSeconds.getOrDefault(process, 0.0) - earlier.cpuSeconds.getOrDefault(process, 0.0);
        }

        double secondsSince(Moment earlier) {
            return (nanos - earlier.nanos) / 1e9;
        }
    }

    private static final String OBSERVER = "observer";

    private final Map<String, ProcessHandle> processes;
    private final Moment idleBegan;
    private final Moment updateBegan;
    private Moment updateEnded;

    private ProcessCosts(Map<String, ProcessHandle> processes, Moment idleBegan, Moment updateBegan) {
        this.processes = processes;
        this.idleBegan = idleBegan;
        this.updateBegan = updateBegan;
        this.updateEnded = updateBegan;
    }

    /** Lets a loaded installation be idle for some time, measures that, and goes on measuring from its end. */
    static ProcessCosts afterIdle(Map<String, ProcessHandle> processes, long idleMillis)
            throws IOException, InterruptedException {
        Moment began = now(processes);
        Thread.sleep(idleMillis);
        return new ProcessCosts(processes, began, now(processes));
    }

    /** Takes the moment at which the last volume is freed. */
    void updateEnds() throws IOException {
        updateEnded = now(processes);
    }

    /** Returns what this process took meanwhile: the simulated hosts, and who follows the log. */
    double observerCpuSeconds() {
        return updateEnded.since(updateBegan, OBSERVER);
    }

    /** Returns what each process took. */
    List<ProcessCost> read() throws IOException {
        List<ProcessCost> costs = new ArrayList<>();
        for (Map.Entry<String, ProcessHandle> entry : processes.entrySet()) {
            String name = entry.getKey();
            costs.add(new ProcessCost(
                    name,
                    idleBegan.cpuSeconds().getOrDefault(name, 0.0),
                    updateBegan.since(idleBegan, name) / updateBegan.secondsSince(idleBegan),
                    updateEnded.since(updateBegan, name),
                    PeakHeap.mebibytesOf(entry.getValue()),
                    ProcessUse.of(entry.getValue()).peakResidentMebibytes()));
        }
        return costs;
    }

    private static Moment now(Map<String, ProcessHandle> processes) throws IOException {
        Map<String, Double> cpuSeconds = new LinkedHashMap<>();
        for (Map.Entry<String, ProcessHandle> entry : processes.entrySet()) {
            cpuSeconds.put(entry.getKey(), ProcessUse.of(entry.getValue()).cpuSeconds());
        }
        cpuSeconds.put(OBSERVER, ProcessUse.of(ProcessHandle.current()).cpuSeconds());
        return new Moment(System.nanoTime(), cpuSeconds);
    }
}
