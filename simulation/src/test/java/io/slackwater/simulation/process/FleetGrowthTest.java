package io.slackwater.simulation.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an update costs, from the first event of its VM to the deleted old volume, in a small fleet and in a large one: records,
 * reads of state stores, deleted keys that iterators walk over, and offers of the allocator. Counted, not timed.
 */
class FleetGrowthTest {

    private static final int FEW = 500;
    private static final int MANY = Integer.getInteger("growth.vms", 2_000);
    private static final double TOLERANCE = 0.1;

    /** More VMs come apart from each other on more hosts, so that one counter may double; a scan multiplies it by the VMs. */
    private static final double MOST_OF_ONE = 2;

    /** Of a counter below one for each VM. An update walks over less than one deleted key, wherever the others stand. */
    private static final double LITTLE = 0.5;

    private static final int VMS_OF_A_HOST = 20;
    private static final int SHARING_HOSTS = 4;
    private static final long TICKS_OF_A_VM = 20;

    /** How the VMs are spread over hosts and stores. */
    enum Spread {
        /** More hosts, each with its own store. */
        LOCAL {
            @Override
            List<String> hosts(int vms) {
                return names(vms / VMS_OF_A_HOST);
            }

            @Override
            String store(String host) {
                return host + "/default";
            }
        },
        /** More VMs in one store that a few hosts share. */
        SHARED {
            @Override
            List<String> hosts(int vms) {
                return names(SHARING_HOSTS);
            }

            @Override
            String store(String host) {
                return "shared";
            }
        };

        abstract List<String> hosts(int vms);

        abstract String store(String host);

        private static List<String> names(int hosts) {
            List<String> names = new ArrayList<>();
            for (int host = 0; host < hosts; host++) {
                names.add("host-" + host);
            }
            return names;
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldCostEachVmTheSameInALargeFleetAsInASmallOne(Spread spread) {
        Map<String, Double> few = costPerVm(spread, FEW);
        Map<String, Double> many = costPerVm(spread, MANY);

        SoftAssertions.assertSoftly(softly -> {
            for (String counter : new TreeSet<>(many.keySet())) {
                double small = few.getOrDefault(counter, 0.0);
                softly.assertThat(many.get(counter))
                        .as("%s for each VM, %.3f at %d", counter, small, FEW)
                        .isLessThanOrEqualTo(small * MOST_OF_ONE + LITTLE);
            }
            for (String total : List.of("records", "reads", "skipped", "offers")) {
                softly.assertThat(many.get(total))
                        .as(
                                "%s for each VM, %.3f at %d; %s; %s",
                                total, few.get(total), FEW, of(total, few), of(total, many))
                        .isLessThanOrEqualTo(few.get(total) * (1 + TOLERANCE) + (total.equals("skipped") ? LITTLE : 0));
            }
        });
    }

    private static Map<String, Double> of(String total, Map<String, Double> perVm) {
        Map<String, Double> some = new TreeMap<>(perVm);
        some.keySet().removeIf(counter -> !counter.startsWith(total + " of "));
        some.values().removeIf(value -> value == 0);
        return some;
    }

    private static Map<String, Double> costPerVm(Spread spread, int vms) {
        GrowingFleet fleet = new GrowingFleet();
        List<String> hosts = spread.hosts(vms);
        TreeSet<String> stores = new TreeSet<>();
        hosts.forEach(host -> {
            fleet.append(
                    Topics.HOSTS.name(),
                    host,
                    FleetRecords.declared(host, fleet.clock().instant()));
            String store = spread.store(host);
            if (stores.add(store)) {
                fleet.append(
                        Topics.HOSTS.name(),
                        "store-markers",
                        FleetRecords.marked(host, store, fleet.clock().instant()));
            }
        });
        hosts.forEach(host -> fleet.append(
                Topics.HOSTS.name(),
                host,
                FleetRecords.synced(
                        host, spread.store(host), stores.size(), fleet.clock().instant())));
        fleet.pass();
        stores.forEach(store -> {
            fleet.append(
                    Topics.STORAGE_OUTCOMES.name(),
                    store,
                    FleetRecords.named(store, fleet.clock().instant()));
            if (hosts.size() > stores.size()) {
                fleet.append(
                        Topics.STORAGE_DECISIONS.name(),
                        store,
                        FleetRecords.confirmed(store, hosts, fleet.clock().instant()));
            }
        });
        for (int vm = 0; vm < vms; vm++) {
            String host = hosts.get(vm % hosts.size());
            String id = UUID.nameUUIDFromBytes(new byte[] {(byte) vm, (byte) (vm >> 8), (byte) (vm >> 16)})
                    .toString();
            fleet.append(
                    Topics.VM_INVENTORY.name(),
                    id,
                    FleetRecords.observed(
                            id,
                            host,
                            FleetRecords.volume(spread.store(host), FleetRecords.OLD),
                            false,
                            fleet.clock().instant()));
            fleet.append(
                    Topics.VM_STATES.name(),
                    id,
                    FleetRecords.off(id, host, fleet.clock().instant()));
        }
        fleet.pass();
        fleet.append(
                Topics.CHANGES.name(),
                "debian-12",
                FleetRecords.change(fleet.clock().instant()));
        long ticks = vms * TICKS_OF_A_VM;
        while (ticks > 0 && fleet.workers().reclaimed() < stores.size()) {
            fleet.pass();
            ticks--;
        }
        assertThat(fleet.workers().verified()).isEqualTo(vms);
        assertThat(fleet.workers().reclaimed()).isEqualTo(stores.size());
        return perVm(fleet, vms);
    }

    private static Map<String, Double> perVm(GrowingFleet fleet, int vms) {
        Map<String, Double> perVm = new TreeMap<>();
        add(perVm, "records", fleet.records(), vms);
        add(perVm, "reads", fleet.counted().reads(), vms);
        add(perVm, "skipped", fleet.counted().skipped(), vms);
        perVm.put("offers", perVm.get("reads of allocator/queue"));
        return perVm;
    }

    private static void add(Map<String, Double> perVm, String what, Map<String, Long> counters, int vms) {
        counters.forEach((name, count) -> perVm.put(what + " of " + name, (double) count / vms));
        perVm.put(
                what,
                (double) counters.values().stream().mapToLong(Long::longValue).sum() / vms);
    }
}
