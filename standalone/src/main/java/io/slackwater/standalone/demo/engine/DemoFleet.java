package io.slackwater.standalone.demo.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/** What both engines tell the services alike. */
final class DemoFleet {

    static final String POOL = "images";
    static final String OPERATING_SYSTEM = "debian";
    static final String KERNEL_PORTION = OPERATING_SYSTEM + "/kernel";
    static final String VOLUME_PREFIX = "vmlinuz-";

    private static final int READ_PER_SECOND = 500;

    private DemoFleet() {}

    /**
     * Waits that are minutes and days in earnest, cut to seconds so that somebody can watch. A large fleet is read in full less often:
     * each time costs as much as the fleet is large.
     */
    static Map<String, String> impatience(int vms) {
        return Map.of(
                "slackwater.executor.settle-time", "1s",
                "slackwater.executor.stay-up", "2s",
                "slackwater.reclaimer.grace-time", "2s",
                "slackwater.inventory.watch.resync-interval", Math.max(5, vms / READ_PER_SECOND) + "s");
    }

    static Map<String, String> host(String host, String uri) {
        return Map.of(
                "slackwater.inventory.hosts." + host + ".uri",
                uri,
                "slackwater.inventory.hosts." + host + ".mode",
                "ACTIVE");
    }

    /** The owner's word that the volumes of that name pattern hold the kernel, and may be deleted when nobody uses them, though nobody could bring them back. */
    static Map<String, String> adoption() {
        String rule = "slackwater.inventory.adoption.kernel.";
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(rule + "volume", VOLUME_PREFIX + "(?<version>.+)");
        properties.put(rule + "portion", KERNEL_PORTION);
        properties.put(rule + "kind", "KERNEL");
        properties.put(rule + "delete-without-artifact", "true");
        return properties;
    }
}
