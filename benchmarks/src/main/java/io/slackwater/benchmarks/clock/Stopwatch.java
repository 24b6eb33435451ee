package io.slackwater.benchmarks.clock;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;

/** Measures from its making on. The processor time of children counts: the broker is one. */
public final class Stopwatch {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final double NANOS = 1e9;

    private final long cpuNanos = cpuNanos();
    private final long nanos = System.nanoTime();

    /** Returns what has been taken so far. */
    public Cost read() {
        long now = System.nanoTime();
        return new Cost((now - nanos) / NANOS, (cpuNanos() - cpuNanos) / NANOS);
    }

    private static long cpuNanos() {
        long children = ProcessHandle.current()
                .children()
                .map(child -> child.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .mapToLong(Duration::toNanos)
                .sum();
        return SYSTEM.getProcessCpuTime() + children;
    }
}
