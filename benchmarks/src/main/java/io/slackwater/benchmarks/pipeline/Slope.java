package io.slackwater.benchmarks.pipeline;

import java.util.ArrayList;
import java.util.List;

/**
 * What each further VM costs between two sizes; what a run costs whatever its size, such as its start, falls out.
 *
 * @param load processor time to load a VM, in milliseconds
 * @param update processor time to update a VM, in milliseconds
 * @param compiler the part of it that the JVMs spent on compiling, in milliseconds
 * @param idle the part of it that the processes would have taken while idle for as long, in milliseconds
 * @param updateByProcess the processor time of an update by process, in milliseconds
 */
public record Slope(
        int fromVms,
        int toVms,
        double load,
        double update,
        double compiler,
        double idle,
        List<ProcessSlope> updateByProcess) {

    /** The share of one process, in milliseconds a VM. */
    public record ProcessSlope(String process, double update) {}

    public Slope {
        updateByProcess = List.copyOf(updateByProcess);
    }

    static Slope between(PipelineResult smaller, PipelineResult larger) {
        double vms = larger.vms() - (double) smaller.vms();
        List<ProcessSlope> byProcess = new ArrayList<>();
        for (int index = 0; index < larger.costs().size(); index++) {
            ProcessCost cost = larger.costs().get(index);
            double difference =
                    cost.updateCpuSeconds() - smaller.costs().get(index).updateCpuSeconds();
            byProcess.add(new ProcessSlope(cost.process(), millis(difference, vms)));
        }
        return new Slope(
                smaller.vms(),
                larger.vms(),
                millis(larger.loadCpuSeconds() - smaller.loadCpuSeconds(), vms),
                millis(larger.updateCpuSeconds() - smaller.updateCpuSeconds(), vms),
                millis(larger.compilerCpuSeconds() - smaller.compilerCpuSeconds(), vms),
                millis(idle(larger) - idle(smaller), vms),
                byProcess);
    }

    private static double idle(PipelineResult result) {
        return result.idleCpuPerSecond() * result.seconds().getOrDefault(Stage.FREED, 0.0);
    }

    private static double millis(double seconds, double vms) {
        return seconds * 1_000 / vms;
    }
}
