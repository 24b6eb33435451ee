package io.slackwater.worker.storage.oracle;

import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StandardHypervisors;
import io.slackwater.lab.host.LibvirtHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Real hosts that see the same file system, each as its owners and as the service reach it. */
final class Hosts implements AutoCloseable {

    /** A host. */
    record Host(int index, LibvirtHost libvirt, VirshSession virsh, HostConnection connection) {

        String id() {
            return libvirt.name();
        }

        List<String> lines(String question) {
            return virsh.ask(question)
                    .orElse("")
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    private final List<Host> all = new ArrayList<>();
    private final CallTrace calls = new CallTrace();

    Hosts(Path directory, int count) throws HypervisorException {
        for (int index = 0; index < count; index++) {
            LibvirtHost libvirt = LibvirtHost.start(directory, index + 1);
            HostConnection connection = new StandardHypervisors().open(libvirt.uri());
            all.add(new Host(index, libvirt, new VirshSession(libvirt.uri()), calls.traced(index, connection)));
        }
    }

    List<Host> all() {
        return all;
    }

    Host get(int index) {
        return all.get(index);
    }

    /** What the service calls on the hosts. */
    CallTrace calls() {
        return calls;
    }

    /** Returns the connection by which the service reaches a host. */
    HostConnection to(StorageTask.Site site) {
        return all.stream()
                .filter(host -> host.id().equals(site.hostId()))
                .findFirst()
                .orElseThrow()
                .connection();
    }

    /** Returns what the owners said since the last call, as a person could repeat it. */
    String script() {
        StringBuilder script = new StringBuilder();
        all.forEach(host -> host.virsh()
                .forget()
                .forEach(line ->
                        script.append(host.id()).append(": ").append(line).append('\n')));
        return script.toString();
    }

    @Override
    public void close() throws IOException {
        for (Host host : all) {
            host.connection().close();
            host.virsh().close();
            host.libvirt().close();
        }
    }
}
