package io.slackwater.worker.update;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Creates the new overlay of a disk whose base image changes. */
final class OverlayBuilder {

    private static final Logger LOG = Logger.getLogger(OverlayBuilder.class);
    private static final int DIGITS = 8;

    private final HostConnection host;
    private final VolumeLookup volumes;
    private final Command command;

    OverlayBuilder(HostConnection host, Command command) {
        this.host = host;
        this.volumes = new VolumeLookup(host);
        this.command = command;
    }

    /** Returns the name of the overlay that a command makes for a slot, the same whenever it is carried out. */
    static String nameOf(String vmName, String slot, Command.UpdateMark update) {
        String seed = update.updateId() + "/" + update.attempt();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            return vmName + "-" + slot + "-" + HexFormat.of().formatHex(digest).substring(0, DIGITS) + ".qcow2";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    /** Returns what a slot refers to once a command with that mark is carried out; empty where nobody can know. */
    static Optional<VolumeRef> target(String vmName, Replacement replacement, Command.UpdateMark update) {
        if (replacement.kind() != PortionKind.BASE_IMAGE) {
            return replacement.to();
        }
        String name = nameOf(vmName, replacement.slot(), update);
        VolumeRef replaced = replacement.replaced();
        String directory = replaced.path().substring(0, replaced.path().lastIndexOf('/') + 1);
        return Optional.of(new VolumeRef(replaced.store(), name, directory + name));
    }

    /**
     * Returns the overlay for a replacement, made unless an earlier try of the same command made it. It stands beside the
     * one that it replaces, belongs to the same user, has the same mode and cluster size, and is as large, or as its base where that
     * is larger.
     *
     * @param base the new base, as the host has it
     */
    VolumeRef prepare(String vmName, Replacement replacement, Volume base)
            throws HypervisorException, CommandAbortedException {
        VolumeRef replaced = replacement.replaced();
        VolumeLookup.Located old = volumes.locate(replaced)
                .orElseThrow(() -> new CommandAbortedException(
                        CommandOutcomeStatus.EXPECTATION_FAILED,
                        "No pool of the host has the overlay " + replaced.path() + " that is to be replaced"));
        String name = nameOf(vmName, replacement.slot(), command.update());
        Optional<Volume> present = present(old.pool(), name);
        if (present.isPresent()
                && !present.get().backingPath().filter(base.path()::equals).isPresent()) {
            throw new CommandAbortedException(
                    CommandOutcomeStatus.NOT_MODIFIABLE,
                    "Pool " + old.pool() + " has a volume " + name + " already, which is not an overlay on "
                            + base.path());
        }
        if (old.volume().traits().encrypted()) {
            throw new CommandAbortedException(
                    CommandOutcomeStatus.EXPECTATION_FAILED,
                    "The overlay " + replaced.path() + " is encrypted, and one in its place would not be");
        }
        Volume overlay = present.isPresent() ? present.get() : create(name, base, old, replaced.store());
        return new VolumeRef(replaced.store(), overlay.name(), overlay.path());
    }

    /** The pool is marked first, so that before the old overlay is deleted every host that has it can be asked. */
    private Volume create(String name, Volume base, VolumeLookup.Located old, String store) throws HypervisorException {
        Optional<StoragePool> pool = host.pool(old.pool());
        // As another host's store it is marked already, or is not that store.
        if (pool.isPresent() && store.equals(command.hostId() + "/" + old.pool())) {
            StoreMarker.ensure(host, pool.get(), store);
        }
        long capacity = Math.max(old.volume().capacityBytes(), base.capacityBytes());
        return host.createOverlay(old.pool(), name, base, capacity, old.volume().traits());
    }

    /**
     * Deletes an overlay that this command made, unless its VM may refer to it: a definition that was refused may have been
     * taken before, and the VM been started on it. Where the host does not say, the overlay stays.
     *
     * @param made what {@link #prepare} returned
     */
    void discard(VolumeRef made) throws HypervisorException {
        Optional<Domain> vm = host.domain(command.vmId());
        if (vm.isEmpty() || mayReferTo(vm.get(), made)) {
            return;
        }
        Optional<VolumeLookup.Located> there = volumes.locate(made);
        if (there.isPresent()) {
            host.delete(there.get().pool(), there.get().volume().name());
        }
    }

    /**
     * Deletes the overlays that other attempts of the same update made and nobody defined, since the worker died or lost its host: they
     * would hold their base for ever. To be called once the VM's definition has the update's mark, so that whoever still carries
     * out an earlier attempt finds another definition than he read. What the host refuses to delete stays.
     *
     * @param done what the VM was moved to
     */
    void discardOthers(String vmName, List<Replacement> done) throws HypervisorException {
        for (Replacement replacement : done) {
            if (replacement.toOverlay().isPresent() && command.update().attempt() > 1) {
                discardOthers(
                        vmName, replacement.slot(), replacement.toOverlay().get());
            }
        }
    }

    private void discardOthers(String vmName, String slot, VolumeRef used) throws HypervisorException {
        Set<String> others = IntStream.rangeClosed(1, command.update().attempt())
                .mapToObj(attempt -> nameOf(
                        vmName, slot, new Command.UpdateMark(command.update().updateId(), attempt)))
                .filter(name -> !name.equals(used.name()))
                .collect(Collectors.toSet());
        Optional<VolumeLookup.Located> there = volumes.locate(used);
        Optional<StoragePool> pool = there.isPresent() ? host.pool(there.get().pool()) : Optional.empty();
        for (Volume volume : pool.map(StoragePool::volumes).orElseGet(List::of)) {
            if (others.contains(volume.name())) {
                discardIfAllowed(new VolumeRef(used.store(), volume.name(), volume.path()));
            }
        }
    }

    private void discardIfAllowed(VolumeRef made) throws HypervisorException {
        try {
            discard(made);
        } catch (HypervisorException.Rejected refused) {
            LOG.warnf("Overlay %s of an earlier attempt stays: %s", made.path(), refused.getMessage());
        }
    }

    private static boolean mayReferTo(Domain vm, VolumeRef volume) {
        // No disk is swapped under a snapshot or a checkpoint: it was made since, of whatever the disk was then.
        return !vm.snapshots().isEmpty()
                || !vm.checkpoints().isEmpty()
                || Stream.of(Optional.of(vm.definition()), vm.liveDefinition(), vm.managedSaveDefinition())
                        .flatMap(Optional::stream)
                        .anyMatch(definition -> mayMention(definition, volume));
    }

    private static boolean mayMention(String definition, VolumeRef volume) {
        try {
            DomainXml read = DomainXml.parse(definition);
            return read.mentions(volume.path())
                    || read.slots().stream()
                            .flatMap(slot -> slot.poolVolume().stream())
                            .anyMatch(named -> named.volume().equals(volume.name()));
        } catch (MalformedDomainXmlException unknown) {
            return true;
        }
    }

    private Optional<Volume> present(String pool, String name) throws HypervisorException {
        return host.pool(pool).flatMap((StoragePool found) -> found.volume(name));
    }
}
