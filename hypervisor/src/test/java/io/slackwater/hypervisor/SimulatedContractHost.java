package io.slackwater.hypervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedFleetServer;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;

/** A simulated host, in process or over loopback. */
final class SimulatedContractHost implements ContractHost {

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final SimulatedHost host = fleet.addHost("host-1");
    private final Optional<SimulatedFleetServer> server;

    SimulatedContractHost(boolean overLoopback) throws Exception {
        host.createPool("images", 64 << 20);
        server = overLoopback
                ? Optional.of(
                        SimulatedFleetServer.start(fleet, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)))
                : Optional.empty();
    }

    @Override
    public HostConnection open() throws Exception {
        return server.isPresent()
                ? new StandardHypervisors().open(server.get().uri("host-1"))
                : fleet.open("simulated://here/host-1");
    }

    @Override
    public HostConnection openByAnotherUri() throws Exception {
        return server.isPresent()
                ? new StandardHypervisors().open(server.get().uri("host-1").replace("127.0.0.1", "localhost"))
                : fleet.open("simulated://elsewhere/host-1");
    }

    @Override
    public Optional<String> lacks(Ability ability) {
        return ability == Ability.VALIDATION
                ? Optional.of("the simulation has no schema of definitions")
                : Optional.empty();
    }

    @Override
    public String pool() {
        return "images";
    }

    @Override
    public String definition(UUID id, String name, String kernel) {
        return """
                <domain type='kvm'><name>%s</name><uuid>%s</uuid><os><type>hvm</type><kernel>%s</kernel></os>
                <devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices></domain>"""
                .formatted(name, id, kernel);
    }

    @Override
    public byte[] kernel(int number) {
        return ("kernel-release: " + release(number) + "\n").getBytes(UTF_8);
    }

    @Override
    public String release(int number) {
        return "6.1.0-" + number + "-simulated";
    }

    @Override
    public void define(String xml) throws Exception {
        host.define(xml);
    }

    @Override
    public void managedSave(UUID id) throws Exception {
        host.managedSave(id);
    }

    @Override
    public void snapshot(UUID id, String name) throws Exception {
        host.snapshot(id, name);
    }

    @Override
    public void beginBlockCopy(UUID id) throws Exception {
        host.beginJob(id, new DomainJob(DomainJob.Kind.BLOCK, "a disk is being copied"));
    }

    @Override
    public void endBlockCopy(UUID id) throws Exception {
        host.endJobs(id);
    }

    @Override
    public void beginBackup(UUID id) throws Exception {
        host.beginJob(id, new DomainJob(DomainJob.Kind.BACKUP, "its disks are being backed up"));
    }

    @Override
    public void endBackup(UUID id) throws Exception {
        host.endJobs(id);
    }

    @Override
    public void checkpoint(UUID id, String name) throws Exception {
        host.checkpoint(id, name);
    }

    @Override
    public void disconnect() {
        host.faults().becomeUnreachable();
    }

    @Override
    public void close() {
        server.ifPresent(SimulatedFleetServer::close);
        fleet.close();
    }
}
