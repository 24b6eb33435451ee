package io.slackwater.simulation.invariant;

import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.policy.PolicyScript;
import io.slackwater.simulation.time.VirtualClock;
import io.slackwater.simulation.world.Site;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A VM is touched once in a window, and only while it is open; what was begun in it may be put back later. And no VM is stopped but for an update that has leave to restart it, or
 * to be rid of what failed.
 */
public final class WindowsAreKept implements Invariant {

    private final Optional<PolicyScript.Windows> windows;
    private final UpdateTracker updateTracker;
    private final VirtualClock clock;
    private final Map<String, Set<Instant>> used = new HashMap<>();
    private final Map<String, UpdateAdmission> granted = new HashMap<>();
    private final Map<UUID, String> inFlight = new HashMap<>();

    public WindowsAreKept(Optional<PolicyScript.Windows> windows, UpdateTracker updateTracker, VirtualClock clock) {
        this.windows = windows;
        this.updateTracker = updateTracker;
        this.clock = clock;
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof UpdateEvent event && event.getAdmission().isPresent()) {
            UpdateAdmission admission = event.getAdmission().get();
            if (event.getPhase() == UpdatePhase.GRANTED) {
                granted.put(event.getUpdateId(), admission);
                inFlight.put(UUID.fromString(event.getVmId()), event.getUpdateId());
                admission.getWindow().ifPresent(window -> use(event, window));
            } else if (event.getPhase() == UpdatePhase.RELEASED
                    && admission.getWindow().isEmpty()) {
                Optional.ofNullable(granted.get(event.getUpdateId()))
                        .flatMap(UpdateAdmission::getWindow)
                        .ifPresent(window -> used(event.getVmId()).remove(window));
            }
        }
    }

    @Override
    public void redefined(Site site, UUID vm) {
        DomainXml definition = definitionOf(site, vm);
        definition
                .metadata()
                .update()
                .flatMap(mark -> updateTracker.update(mark.id()))
                .filter(told -> told.phase() == UpdatePhase.GRANTED)
                .map(UpdateTracker.Told::last)
                .filter(update -> !isPutBack(definition, update))
                .ifPresent(update -> requireOpen(update.getUpdateId(), "VM " + vm + " was redefined"));
    }

    @Override
    public void stopping(Site site, UUID vm) {
        String update = inFlight.getOrDefault(vm, "");
        UpdatePhase phase =
                updateTracker.update(update).map(UpdateTracker.Told::phase).orElse(UpdatePhase.UNKNOWN);
        boolean mayRestart = granted.containsKey(update) && granted.get(update).getRestarts();
        if (phase != UpdatePhase.FAILED && !mayRestart) {
            throw violated("VM " + vm + " was stopped though its update " + update + " has no leave to restart it");
        }
        if (phase == UpdatePhase.GRANTED) {
            requireOpen(update, "VM " + vm + " was stopped");
        }
    }

    private void use(UpdateEvent event, Instant window) {
        if (!windows.orElseThrow().opensAt(window)) {
            throw violated(
                    "Update " + event.getUpdateId() + " went in a window that opened at " + window + ", when none did");
        }
        requireOpen(event.getUpdateId(), "Update " + event.getUpdateId() + " was granted");
        if (!used(event.getVmId()).add(window)) {
            throw violated("VM " + event.getVmId() + " was touched again, by update " + event.getUpdateId()
                    + ", in the window that opened at " + window);
        }
    }

    private void requireOpen(String update, String what) {
        Optional<Instant> window = Optional.ofNullable(granted.get(update)).flatMap(UpdateAdmission::getWindow);
        if (window.isPresent()
                && clock.instant()
                        .isAfter(window.get().plus(windows.orElseThrow().open()))) {
            throw violated(what + " at " + clock.instant() + ", after its window, which opened at " + window.get());
        }
    }

    private Set<Instant> used(String vmId) {
        return used.computeIfAbsent(vmId, added -> new HashSet<>());
    }

    private static boolean isPutBack(DomainXml definition, UpdateEvent update) {
        return update.getReplacements().stream().allMatch(replacement -> definition
                .slot(replacement.getSlot())
                .flatMap(Slot::path)
                .filter(replacement
                        .getFromOverlay()
                        .orElse(replacement.getFrom())
                        .getPath()::equals)
                .isPresent());
    }

    private static DomainXml definitionOf(Site site, UUID vm) {
        try {
            return DomainXml.parse(site.host().domain(vm).orElseThrow().definition());
        } catch (MalformedDomainXmlException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
