package io.slackwater.planning.rehearsal;

import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fleet that a seed invents, and its log: six weeks of owners who switch their VMs off and on, then a change. Workers go in waves, and
 * databases one of each cluster at a time.
 */
public final class SyntheticFleet {

    /** The change that becomes available at the end of the history. */
    public static final String CHANGE = Records.CHANGE;

    static final Duration HISTORY = Duration.ofDays(42);

    private static final String WORKERS =
            """
            {"selector": {"vmLabels": {"role": "worker"}},
             "rollout": {"canary": 20, "waves": ["10%", "50%"], "soak": "6h"}}""";
    private static final String DATABASES =
            """
            {"selector": {"vmLabels": {"role": "database"}},
             "rollout": {"canary": 3, "waves": ["25%"], "soak": "1d", "budgets": {"perLabelValue": {"cluster": 1}}}}""";

    private final List<OwnedVm> vms;
    private final Instant now;

    /**
     * Invents a fleet.
     *
     * @param vms how many VMs it has, 100 on a host
     * @param now the end of its history
     */
    public SyntheticFleet(int vms, long seed, Instant now) {
        Instant begin = now.minus(HISTORY);
        this.now = now;
        this.vms = IntStream.range(0, vms)
                .mapToObj(number -> new OwnedVm(number, seed, begin, now))
                .toList();
    }

    List<OwnedVm> vms() {
        return vms;
    }

    List<String> hosts() {
        return vms.stream().map(OwnedVm::host).distinct().toList();
    }

    /** Tells the log of the history, up to the change. Can be told once, for the owners live through it. */
    public void tell(RecordSink recordSink) {
        Instant begin = now.minus(HISTORY);
        recordSink.tell(Topics.POLICIES, "workers", Records.policy("workers", WORKERS, begin), begin);
        recordSink.tell(Topics.POLICIES, "databases", Records.policy("databases", DATABASES, begin), begin);
        for (String host : hosts()) {
            recordSink.tell(Topics.HOSTS, host, Records.declared(host, begin), begin);
            recordSink.tell(Topics.HOSTS, host, Records.reachable(host, begin), begin);
            recordSink.tell(Topics.STORAGE, Records.store(host), Records.adopted(host, begin), begin);
            recordSink.tell(Topics.HOSTS, host, Records.synced(host, begin), begin);
        }
        vms.forEach(vm -> tell(vm, recordSink));
        recordSink.tell(Topics.CHANGES, Records.OPERATING_SYSTEM, Records.change(now), now);
    }

    private void tell(OwnedVm vm, RecordSink recordSink) {
        Instant begin = vm.stretch().from();
        recordSink.tell(Topics.VM_INVENTORY, vm.id(), Records.observed(vm, begin), begin);
        long starts = 0;
        say(vm, starts, recordSink);
        while (!vm.stretch().until().isAfter(now)) {
            vm.goOn();
            starts += vm.stretch().isOff() ? 0 : 1;
            say(vm, starts, recordSink);
        }
    }

    private static void say(OwnedVm vm, long starts, RecordSink recordSink) {
        Instant at = vm.stretch().from();
        recordSink.tell(
                Topics.VM_STATES, vm.id(), Records.state(vm, vm.stretch().isOff(), starts, at), at);
    }
}
