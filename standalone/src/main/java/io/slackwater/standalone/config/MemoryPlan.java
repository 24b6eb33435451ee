package io.slackwater.standalone.config;

import io.slackwater.standalone.services.Service;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The heaps of an installation's processes, by the memory that all of them together may take. A service takes half as much as its
 * heap beside it for its state stores, and each process takes a part that depends on no fleet: classes, compiled code, stacks.
 *
 * @param mebibytes of the whole installation: the broker, the services and the launcher
 */
public record MemoryPlan(long mebibytes) {

    /** What the six processes take beside heaps and state stores, about 160 each, and the launcher's heap of 256. */
    private static final long FIXED = 1_200;

    private static final long LEAST_BROKER_HEAP = 192;
    private static final long LEAST_SERVICE_HEAP = 160;
    private static final long MOST_HEAP = 8_192;

    /** Above the least, the broker gets two parts and each service those of its weight, with half as much for its state stores. */
    private static final long BROKER_WEIGHT = 2;

    private static final Map<Service, Long> WEIGHTS = Map.of(
            Service.PATCH_INGEST,
            1L,
            Service.VM_INVENTORY,
            3L,
            Service.UPDATE_EXECUTOR,
            4L,
            Service.STORAGE_RECLAIMER,
            4L);

    private static final long LEAST =
            FIXED + LEAST_BROKER_HEAP + withStateStores(Service.values().length * LEAST_SERVICE_HEAP);
    private static final long MOST_BY_DEFAULT = 8_192;
    private static final int PART_OF_MACHINE = 4;

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})([mMgG])");

    /** The smallest installation. */
    public static final MemoryPlan SMALLEST = new MemoryPlan(LEAST);

    /** Returns the plan of an installation that nobody named a size for: a quarter of the machine, from the smallest to 8 GiB. */
    public static MemoryPlan ofMachine() {
        return ofMachine(machineMebibytes());
    }

    static MemoryPlan ofMachine(long machineMebibytes) {
        return new MemoryPlan(Math.max(LEAST, Math.min(MOST_BY_DEFAULT, machineMebibytes / PART_OF_MACHINE)));
    }

    /**
     * Reads a size, such as {@code 4g} or {@code 3000m}.
     *
     * @throws IllegalArgumentException if it is none, or does not fit this machine; the message is the remedy
     */
    public static MemoryPlan parse(String size) {
        return parse(size, machineMebibytes());
    }

    static MemoryPlan parse(String size, long machineMebibytes) {
        Matcher matcher = SIZE.matcher(size.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("use a number and m (MiB) or g (GiB), such as 4g");
        }
        boolean isGibibytes = matcher.group(2).equalsIgnoreCase("g");
        long mebibytes = Long.parseLong(matcher.group(1)) * (isGibibytes ? 1_024 : 1);
        if (mebibytes < LEAST) {
            throw new IllegalArgumentException(
                    "the broker and the services need " + LEAST + "m; use that or more, such as 4g");
        }
        if (mebibytes > machineMebibytes) {
            throw new IllegalArgumentException("this machine has " + machineMebibytes + "m; use less than that");
        }
        return new MemoryPlan(mebibytes);
    }

    /** Returns the largest heap of the broker, as {@code -Xmx} takes it. */
    public String brokerHeap() {
        return heap(LEAST_BROKER_HEAP, BROKER_WEIGHT);
    }

    /** Returns the largest heap of a service, as {@code -Xmx} takes it. */
    public String heap(Service service) {
        return heap(
                LEAST_SERVICE_HEAP, Optional.ofNullable(WEIGHTS.get(service)).orElseThrow());
    }

    private String heap(long least, long weight) {
        long all = WEIGHTS.values().stream().mapToLong(Long::longValue).sum();
        long more = (mebibytes - LEAST) * weight / (BROKER_WEIGHT + withStateStores(all));
        return Math.min(MOST_HEAP, least + more) + "m";
    }

    /** Returns heaps with what their services take for state stores. */
    private static long withStateStores(long heaps) {
        return heaps + heaps / 2;
    }

    /** The memory of the machine, or of the container that this runs in. */
    private static long machineMebibytes() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getTotalMemorySize()
                >> 20;
    }
}
