package io.slackwater.benchmarks.pipeline;

/**
 * What one process of the installation took.
 *
 * @param process the service's module, or {@code broker}
 * @param loadCpuSeconds processor time of its start and of loading the fleet, in seconds
 * @param idleCpuPerSecond processor time in each second in which nothing happened, without compiling, in seconds
 * @param updateCpuSeconds processor time from the change to the last freed volume, in seconds
 * @param compilerCpuSeconds the part of {@code updateCpuSeconds} that its JVM spent on compiling, in seconds
 * @param peakHeapMebibytes the most that its heap had, garbage included, in MiB
 * @param peakResidentMebibytes its largest resident memory, in MiB
 */
public record ProcessCost(
        String process,
        double loadCpuSeconds,
        double idleCpuPerSecond,
        double updateCpuSeconds,
        double compilerCpuSeconds,
        long peakHeapMebibytes,
        long peakResidentMebibytes) {}
