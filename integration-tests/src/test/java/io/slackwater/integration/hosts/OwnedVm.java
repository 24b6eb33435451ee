package io.slackwater.integration.hosts;

import io.slackwater.lab.ProgramRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A VM that never boots, in the hands of its owner, who does with it, and with the images of its host's pool, what anybody may
 * do who has never heard of Slackwater.
 *
 * @param old the volume that the VM is made for
 * @param other a volume that it can use instead
 */
record OwnedVm(RealHost host, String name, String old, String other) {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String SNAPSHOT = "before";
    private static final String CHECKPOINT = "backup";

    OwnedVm define() throws IOException {
        return defineOn(old);
    }

    /** Gives its next start another disk; what it was before stays in its saved states, snapshots and checkpoints. */
    OwnedVm moveOn() throws IOException {
        return defineOn(other);
    }

    OwnedVm defineOn(String disk) throws IOException {
        host.redefine(definition(disk));
        return this;
    }

    /** Runs it, without letting its processor do anything. */
    OwnedVm start() {
        return virsh("start", "--paused");
    }

    /** Runs it so without a definition of its own. */
    OwnedVm createOn(String disk) throws IOException {
        Path file = Files.createTempFile("slackwater-vm-", ".xml");
        Files.writeString(file, definition(disk));
        host.daemon().virsh().run("create", file.toString(), "--paused");
        Files.delete(file);
        return this;
    }

    /** Pulls the plug. */
    OwnedVm destroy() {
        return virsh("destroy");
    }

    OwnedVm undefine() {
        return virsh("undefine");
    }

    /** Takes a snapshot within its image. */
    OwnedVm snapshot() {
        return virsh("snapshot-create-as", SNAPSHOT);
    }

    /** Takes a snapshot by going on with an image that is backed by the one before. */
    OwnedVm externalSnapshot(String overlay) {
        return virsh("snapshot-create-as", SNAPSHOT, "--disk-only", "--diskspec", "vda,file=" + path(image(overlay)));
    }

    OwnedVm deleteSnapshot() {
        return virsh("snapshot-delete", SNAPSHOT, "--metadata");
    }

    /** Begins to note what changes, as a backup does. */
    OwnedVm checkpoint() {
        return virsh("checkpoint-create-as", CHECKPOINT);
    }

    OwnedVm deleteCheckpoint() {
        return virsh("checkpoint-delete", CHECKPOINT, "--metadata");
    }

    /** Runs a command of {@code virsh} that is about it. */
    OwnedVm virsh(String command, String... options) {
        List<String> words = new ArrayList<>(List.of(command, name));
        words.addAll(List.of(options));
        host.daemon().virsh().run(words.toArray(String[]::new));
        return this;
    }

    /** Makes an image of its own that is backed by another. */
    OwnedVm overlay(String overlay, String backing) {
        List<String> command = List.of(
                "qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", path(backing), path(image(overlay)));
        ProgramRun.of(LIMIT, command).orFail(String.join(" ", command));
        return this;
    }

    /** Deletes an image of its own. */
    OwnedVm delete(String overlay) throws IOException {
        Files.delete(Path.of(path(image(overlay))));
        return this;
    }

    /** The name of the volume that is an image of its own. */
    String image(String overlay) {
        return name + "-" + overlay + ".qcow2";
    }

    /** The path of a volume. */
    String path(String volume) {
        return host.pool().resolve(volume).toString();
    }

    /** Always with the same UUID: it is the same VM when it comes back. */
    private String definition(String disk) {
        return """
                <domain type='qemu'><name>%s</name><uuid>%s</uuid>
                <memory unit='MiB'>16</memory><os><type arch='x86_64' machine='pc'>hvm</type></os>
                <devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='%s'/>
                <target dev='vda' bus='virtio'/></disk><controller type='usb' model='none'/></devices></domain>
                """
                .formatted(name, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), path(disk));
    }
}
