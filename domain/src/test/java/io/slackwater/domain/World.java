package io.slackwater.domain;

import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.portion.Severity;
import io.slackwater.domain.update.AttemptLimits;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateKey;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.SlotUse;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A small world in which an update may go: one VM, off for an hour, on an active host, with a kernel and a disposable disk whose new
 * volumes are staged and pinned. Tests change one thing of it.
 */
public final class World implements Catalogue {

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final Instant EARLIER = NOW.minus(Duration.ofHours(1));
    public static final Timing TIMING = new Timing(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            new AttemptLimits(3, 3));
    public static final String VM = "vm-1";
    public static final String HOST = "host-1";
    public static final String STORE = "host-1/default";
    public static final String CHANGE = "debian-12-aaaaaaaaaaaaaaaa";
    public static final String KERNEL = "debian-12/kernel";
    public static final String BASE = "debian-12/base";
    public static final VolumeRef OLD_KERNEL = volume("kernel-1");
    public static final VolumeRef NEW_KERNEL = volume("kernel-2");
    public static final VolumeRef OLD_BASE = volume("base-1");
    public static final VolumeRef NEW_BASE = volume("base-2");
    public static final VolumeRef OVERLAY = volume("web-vda.qcow2");

    private final Map<String, HostInfo> hosts = new HashMap<>();
    private final Map<String, VolumeInfo> volumes = new HashMap<>();
    private final Map<String, ChangeInfo> changes = new HashMap<>();
    private final List<Policy> policies = new ArrayList<>();
    private Vm vm;
    private Instant now = NOW;

    public World() {
        hosts.put(HOST, activeHost(HOST));
        volumes.put(KERNEL, new VolumeInfo(NEW_KERNEL, true, Set.of(CHANGE), EARLIER));
        volumes.put(BASE, new VolumeInfo(NEW_BASE, true, Set.of(CHANGE), EARLIER));
        vm = Vm.unknown(VM)
                .observed(HOST, definition(kernelUse(OLD_KERNEL, false), baseUse(OLD_BASE, true)))
                .powered(HOST, off("SHUTDOWN", EARLIER));
    }

    public static HostInfo activeHost(String hostId) {
        return HostInfo.unknown(hostId, EARLIER)
                .declared("simulated://127.0.0.1:1/" + hostId, HostInfo.Mode.ACTIVE, EARLIER)
                .reached(EARLIER)
                .synced(EARLIER);
    }

    public static VolumeRef volume(String name) {
        return new VolumeRef(STORE, name, "/pool/" + name);
    }

    public static SlotUse kernelUse(VolumeRef kernel, boolean live) {
        return new SlotUse("kernel", live, true, false, kernel, List.of());
    }

    public static SlotUse baseUse(VolumeRef base, boolean disposable) {
        return new SlotUse("vda", false, true, disposable, OVERLAY, List.of(base));
    }

    public static VmDefinition definition(SlotUse... uses) {
        return definition(EARLIER, uses);
    }

    public static VmDefinition definition(Instant seenAt, SlotUse... uses) {
        return new VmDefinition(
                "web",
                true,
                Optional.empty(),
                false,
                0,
                0,
                List.of(uses),
                Optional.empty(),
                seenAt,
                seenAt,
                Map.of(),
                false);
    }

    public static PowerState off(String reason, Instant since) {
        return power(RunState.SHUTOFF, reason, since);
    }

    public static PowerState running(Instant since) {
        return power(RunState.RUNNING, "BOOTED", since);
    }

    public static PowerState power(RunState state, String reason, Instant since) {
        return new PowerState(state, reason, false, 0, since, since);
    }

    public static Replacement kernel() {
        return new Replacement(
                "kernel",
                KERNEL,
                PortionKind.KERNEL,
                "1",
                OLD_KERNEL,
                Optional.empty(),
                "2",
                Optional.empty(),
                Optional.empty());
    }

    public static Replacement base() {
        return new Replacement(
                "vda",
                BASE,
                PortionKind.BASE_IMAGE,
                "1",
                OLD_BASE,
                Optional.of(OVERLAY),
                "2",
                Optional.empty(),
                Optional.empty());
    }

    public static Update update(Replacement... replacements) {
        return update("update-1", CHANGE, replacements);
    }

    public static Update update(String updateId, String changeId, Replacement... replacements) {
        return Update.required(
                new UpdateKey(updateId, changeId, VM, "episode"), HOST, List.of(replacements), EARLIER, "");
    }

    /** Changes what is known of the VM. */
    public World vm(UnaryOperator<Vm> change) {
        vm = change.apply(vm);
        return this;
    }

    public Vm vm() {
        return vm;
    }

    public World host(UnaryOperator<HostInfo> change) {
        hosts.computeIfPresent(HOST, (id, fact) -> change.apply(fact));
        return this;
    }

    /** Adds a host beside the first. */
    public World host(HostInfo fact) {
        hosts.put(fact.hostId(), fact);
        return this;
    }

    public World forgetHost() {
        hosts.remove(HOST);
        return this;
    }

    public World volume(String portion, VolumeInfo fact) {
        volumes.put(portion, fact);
        return this;
    }

    public World forgetVolume(String portion) {
        volumes.remove(portion);
        return this;
    }

    public World change(String changeId, ChangeInfo fact) {
        changes.put(changeId, fact);
        return this;
    }

    public World withdraw(String changeId) {
        return change(
                changeId,
                new ChangeInfo(
                        true, "it does not boot", Severity.UNKNOWN, Optional.empty(), Map.of(), Optional.empty()));
    }

    /** Sets the only policy. */
    public World policy(Policy policy) {
        policies.clear();
        policies.add(policy);
        return this;
    }

    public World pass(Duration time) {
        now = now.plus(time);
        return this;
    }

    public Instant now() {
        return now;
    }

    public DecisionContext scene() {
        return new DecisionContext(vm, this, TIMING, now);
    }

    @Override
    public Optional<HostInfo> host(String hostId) {
        return Optional.ofNullable(hosts.get(hostId));
    }

    @Override
    public Optional<VolumeInfo> volume(String store, String portion, String version) {
        return Optional.ofNullable(volumes.get(portion))
                .filter(fact -> fact.volume().store().equals(store));
    }

    @Override
    public ChangeInfo change(String changeId) {
        return changes.getOrDefault(changeId, ChangeInfo.UNKNOWN);
    }

    @Override
    public Collection<Policy> policies() {
        return policies;
    }
}
