package io.slackwater.benchmarks.report;

import java.lang.management.ManagementFactory;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where it was measured.
 *
 * @param loadAverage the processes that wanted to run in the minute before; negative where that is not known
 */
public record Machine(
        int cores, long heapMebibytes, double loadAverage, String operatingSystem, String java, String kafka) {

    /** Returns this machine as it is now. */
    public static Machine current() {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                AppInfoParser.getVersion());
    }
}
