package io.slackwater.hypervisor;

import java.util.Optional;
import java.util.UUID;

/** The host that libvirt's test driver keeps in the memory of this process. */
final class TestDriverContractHost implements ContractHost {

    private static final String URI = "test:///default";

    private final HostConnection connection = LibvirtOwner.openOrSkip(URI);
    private final LibvirtOwner owner = new LibvirtOwner(URI);

    TestDriverContractHost() throws Exception {}

    @Override
    public HostConnection open() {
        return connection;
    }

    @Override
    public HostConnection openByAnotherUri() {
        throw new UnsupportedOperationException("The test driver tells no UUID");
    }

    @Override
    public Optional<String> lacks(Ability ability) {
        return switch (ability) {
            case HOST_UUID -> Optional.of("the test driver tells no UUID of its host");
            case CONTENT -> Optional.of("the test driver's volumes have no content: no upload, no download");
            case LIMITED_SPACE -> Optional.of("the test driver's volumes have no content, so none can be too much");
            case HONEST_START -> Optional.of("every start succeeds in the test driver");
            case GUESTS -> Optional.of("the test driver runs no guests and has no agent");
            case DISCONNECT -> Optional.of("the test driver is in this process");
            case SAVED_DEFINITION -> Optional.of("the test driver keeps a flag, not a saved image");
            case CHECKPOINTS -> Optional.of("the test driver's domains have no qcow2 disks");
            case VALIDATION -> Optional.empty();
        };
    }

    @Override
    public String pool() {
        return "default-pool";
    }

    @Override
    public String definition(UUID id, String name, String kernel) {
        return """
                <domain type='test'><name>%s</name><uuid>%s</uuid><memory unit='MiB'>64</memory>
                <os><type arch='i686'>hvm</type><kernel>%s</kernel></os></domain>"""
                .formatted(name, id, kernel);
    }

    @Override
    public byte[] kernel(int number) {
        throw new UnsupportedOperationException("The test driver boots nothing");
    }

    @Override
    public String release(int number) {
        throw new UnsupportedOperationException("The test driver boots nothing");
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
    public void beginBlockCopy(UUID id) {
        throw new UnsupportedOperationException("The test driver has no block jobs");
    }

    @Override
    public void endBlockCopy(UUID id) {
        throw new UnsupportedOperationException("The test driver has no block jobs");
    }

    @Override
    public void beginBackup(UUID id) {
        throw new UnsupportedOperationException("The test driver has no backups");
    }

    @Override
    public void endBackup(UUID id) {
        throw new UnsupportedOperationException("The test driver has no backups");
    }

    @Override
    public void checkpoint(UUID id, String name) {
        throw new UnsupportedOperationException("The test driver's domains have no qcow2 disks");
    }

    @Override
    public void disconnect() {
        throw new UnsupportedOperationException("The test driver is in this process");
    }

    @Override
    public void close() throws Exception {
        owner.close();
    }
}
