package io.slackwater.domain.storage.references;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.store.VolumeReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one VM refers to, per host: in a migration it is on two for a while, and gone from the source and observed at the target may
 * come in either order.
 *
 * @param hosts by host id
 * @param unknown the topics whose last record of this VM could not be read; until a clean one comes, it may refer to anything in
 *     the stores that it was on
 */
public record VmUse(String vmId, Map<String, HostUse> hosts, Set<String> unknown) {

    private static final String AS_ITS_HOST_SAID =
            ", as the host said last; it was retired, and nobody has seen the VM since";

    public VmUse {
        hosts = new TreeMap<>(hosts);
        unknown = new TreeSet<>(unknown);
    }

    /** A VM that was never seen. */
    public static VmUse of(String vmId) {
        return new VmUse(vmId, Map.of(), Set.of());
    }

    /** It was seen on a host. Where it vanished from before, its references are released: it is provably elsewhere. */
    public VmUse observed(String hostId, boolean persistent, List<LocatedReference> references) {
        Map<String, HostUse> next = new TreeMap<>(hosts);
        next.values().removeIf(HostUse::vanished);
        HostUse before = hosts.get(hostId);
        List<LocatedReference> carried = before == null || before.vanished()
                ? references
                : references.stream()
                        .map(reference -> earlier(before, reference))
                        .toList();
        next.put(hostId, new HostUse(persistent, false, carried));
        return new VmUse(vmId, next, unknown);
    }

    /**
     * It went from a host. A persistent one was undefined there by its owner, which ends its need; a transient one may come back
     * from its owner's files at any time, so its last references stand until it is seen again.
     */
    public VmUse gone(String hostId, Instant when) {
        HostUse before = hosts.get(hostId);
        if (before == null || before.vanished()) {
            return this;
        }
        Map<String, HostUse> next = new TreeMap<>(hosts);
        next.remove(hostId);
        if (!before.persistent() && !new VmUse(vmId, next, unknown).isAnywhere()) {
            String detail = "The VM had no definition of its own and may come back with its last one";
            next.put(
                    hostId,
                    new HostUse(
                            false,
                            true,
                            distinct(
                                    before.references().stream().map(reference -> vanished(reference, when, detail)))));
        }
        return new VmUse(vmId, next, unknown);
    }

    /**
     * A host was retired while the log said that it had the VM. What a retired host said counts nowhere, and nobody knows what became of
     * its VMs: what they referred to last stays referred to until they are seen again, wherever else they are by now.
     */
    public VmUse hostRetired(String hostId, Instant when) {
        HostUse before = hosts.get(hostId);
        if (before == null || before.vanished()) {
            return this;
        }
        Map<String, HostUse> next = new TreeMap<>(hosts);
        List<LocatedReference> last = distinct(before.references().stream()
                .map(reference ->
                        vanished(reference, when, reference.held().blocker().detail() + AS_ITS_HOST_SAID))
                .flatMap(reference -> unknown.isEmpty() ? Stream.of(reference) : ofAnything(reference)));
        if (last.isEmpty()) {
            next.remove(hostId);
        } else {
            next.put(hostId, new HostUse(before.persistent(), true, last));
        }
        return new VmUse(vmId, next, unknown);
    }

    /** Of a VM whose last record could not be read no other will come from its host: it may have used anything in its stores. */
    private static Stream<LocatedReference> ofAnything(LocatedReference reference) {
        return Stream.of(
                reference,
                new LocatedReference(reference.store(), reference.held().toAny()));
    }

    /** A record of it in that topic could not be read. */
    public VmUse unreadable(String topic) {
        Set<String> next = new TreeSet<>(unknown);
        next.add(topic);
        return new VmUse(vmId, hosts, next);
    }

    /** A record of it in that topic could be read. */
    public VmUse readable(String topic) {
        Set<String> next = new TreeSet<>(unknown);
        next.remove(topic);
        return new VmUse(vmId, hosts, next);
    }

    /** Whether a host has it, as far as hosts have said that are not retired. */
    public boolean isAnywhere() {
        return hosts.values().stream().anyMatch(use -> !use.vanished());
    }

    /** Whether nothing is to be remembered of it. */
    public boolean isEmpty() {
        return hosts.isEmpty() && unknown.isEmpty();
    }

    /** Returns the stores that it refers to. */
    public Set<String> stores() {
        return hosts.values().stream()
                .flatMap(use -> use.references().stream())
                .map(LocatedReference::store)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns all that it refers to in a store. */
    public List<VolumeReference> in(String store) {
        List<VolumeReference> held = new ArrayList<>();
        hosts.values().stream()
                .flatMap(use -> use.references().stream())
                .filter(reference -> reference.store().equals(store))
                .map(LocatedReference::held)
                .forEach(held::add);
        if (!unknown.isEmpty() && !held.isEmpty()) {
            held.add(new VolumeReference(
                    VolumeReference.ANY,
                    new Blocker(
                            BlockerCode.VM_UNKNOWN,
                            vmId,
                            Instant.EPOCH,
                            "A record of it in %s could not be read: see the dead letters".formatted(unknown))));
        }
        return held;
    }

    /** Returns the stores in which it refers to something else than {@code before} did. */
    public Set<String> differences(VmUse before) {
        Set<String> stores = new TreeSet<>(stores());
        stores.addAll(before.stores());
        stores.removeIf(store -> in(store).equals(before.in(store)));
        return stores;
    }

    private static LocatedReference earlier(HostUse before, LocatedReference reference) {
        return before.references().stream()
                .filter(reference::sameAs)
                .findFirst()
                .orElse(reference);
    }

    private LocatedReference vanished(LocatedReference reference, Instant when, String detail) {
        Blocker blocker = new Blocker(BlockerCode.LAST_USED_BY_VANISHED_VM, vmId, when, detail);
        return new LocatedReference(
                reference.store(), VolumeReference.vanished(reference.held().volume(), when, blocker));
    }

    private static List<LocatedReference> distinct(Stream<LocatedReference> references) {
        List<LocatedReference> distinct = new ArrayList<>();
        references
                .filter(reference -> distinct.stream().noneMatch(reference::sameAs))
                .forEach(distinct::add);
        return distinct;
    }
}
