package io.slackwater.hypervisor;

import io.slackwater.lab.guest.GuestDefinition;
import io.slackwater.lab.guest.GuestKit;
import io.slackwater.lab.host.LibvirtHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** A private libvirt host with real guests. */
final class QemuContractHost implements ContractHost {

    static final String POOL = "contract";
    private static final String DISK = "vda";
    private static final int MEMORY_MEBIBYTES = 128;

    private final LibvirtHost host;
    private final GuestKit kit;
    private final Path initramfs;
    private final Path disk;
    private LibvirtOwner owner;
    private boolean disconnected;

    QemuContractHost(LibvirtHost host, GuestKit kit, Path initramfs, Path disk) throws Exception {
        this.host = host;
        this.kit = kit;
        this.initramfs = initramfs;
        this.disk = disk;
        this.owner = new LibvirtOwner(host.uri());
    }

    @Override
    public HostConnection open() throws Exception {
        return new StandardHypervisors().open(host.uri());
    }

    @Override
    public HostConnection openByAnotherUri() throws Exception {
        Path socket = Path.of(host.uri().replaceFirst(".*socket=", ""));
        Path link = host.storage().resolve("socket");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, socket);
        return new StandardHypervisors().open(host.uri().replace(socket.toString(), link.toString()));
    }

    @Override
    public Optional<String> lacks(Ability ability) {
        return Optional.empty();
    }

    @Override
    public String pool() {
        return POOL;
    }

    @Override
    public String definition(UUID id, String name, String kernel) {
        GuestDefinition definition = new GuestDefinition(
                name,
                MEMORY_MEBIBYTES,
                Path.of(kernel),
                initramfs,
                Optional.of(disk),
                host.storage().resolve(name + ".console"));
        return definition.toXml().replace("</name>", "</name><uuid>" + id + "</uuid>");
    }

    @Override
    public byte[] kernel(int number) throws Exception {
        return Files.readAllBytes(kit.older().image());
    }

    @Override
    public String release(int number) {
        return kit.older().release();
    }

    @Override
    public void define(String xml) throws Exception {
        owner.define(xml);
    }

    @Override
    public void managedSave(UUID id) throws Exception {
        owner.managedSave(id);
    }

    @Override
    public void snapshot(UUID id, String name) throws Exception {
        owner.snapshot(id, name);
    }

    @Override
    public void beginBlockCopy(UUID id) throws Exception {
        owner.beginBlockCopy(id, DISK, host.storage().resolve("copy-of-" + id));
    }

    @Override
    public void endBlockCopy(UUID id) throws Exception {
        owner.endBlockCopy(id, DISK);
    }

    @Override
    public void beginBackup(UUID id) throws Exception {
        owner.beginBackup(id, host.storage().resolve("backup-of-" + id));
    }

    @Override
    public void endBackup(UUID id) throws Exception {
        owner.endJob(id);
    }

    @Override
    public void checkpoint(UUID id, String name) {
        host.virsh().run("checkpoint-create-as", id.toString(), name);
    }

    @Override
    public void disconnect() {
        host.kill();
        disconnected = true;
    }

    @Override
    public void close() throws Exception {
        if (disconnected) {
            host.restart();
            owner.abandon();
            owner = new LibvirtOwner(host.uri());
        }
        owner.deleteVolumes(POOL, "volume-");
        owner.close();
    }
}
