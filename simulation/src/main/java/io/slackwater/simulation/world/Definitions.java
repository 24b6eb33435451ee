package io.slackwater.simulation.world;

import java.util.List;

/** The definitions of VMs as their owners write them. */
final class Definitions {

    private static final String BEGINNING =
            """
            <domain type='qemu'>
              <name>%s</name>
              <uuid>%s</uuid>
              <memory unit='MiB'>%d</memory>
              <vcpu>1</vcpu>
            """;
    private static final String DIRECT =
            """
              <metadata>
                <slackwater:vm xmlns:slackwater='urn:slackwater:domain:1'>
                  <slackwater:label name='app'>%3$s</slackwater:label>
                </slackwater:vm>
              </metadata>
              <os>
                <type arch='x86_64'>hvm</type>
                <kernel>%1$s/kernel-%2$d</kernel>
                <initrd>%1$s/initrd-%2$d</initrd>
              </os>
              <devices>
                <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
              </devices>
            </domain>
            """;
    private static final String IMAGE =
            """
              <metadata>
                <slackwater:vm xmlns:slackwater='urn:slackwater:domain:1'>
                  <slackwater:label name='app'>%3$s</slackwater:label>
                  <slackwater:disposable disk='vda'/>
                </slackwater:vm>
              </metadata>
              <os>
                <type arch='x86_64'>hvm</type>
              </os>
              <devices>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='%1$s/%2$s.qcow2'/>
                  <target dev='vda' bus='virtio'/>
                </disk>
              </devices>
            </domain>
            """;
    private static final int MEMORY = 64;
    private static final List<String> APPS = List.of("shop", "mail", "wiki");

    private Definitions() {}

    static String of(SimulatedVm simulatedVm, int version) {
        String beginning = BEGINNING.formatted(simulatedVm.name(), simulatedVm.id(), MEMORY);
        String app = APPS.get(Math.floorMod(simulatedVm.name().hashCode(), APPS.size()));
        String directory = simulatedVm.site().pool().targetPath();
        return simulatedVm.kind() == SimulatedVm.Kind.DIRECT
                ? beginning + DIRECT.formatted(directory, version, app)
                : beginning + IMAGE.formatted(directory, simulatedVm.name(), app);
    }

    /** Returns a definition with another amount of memory, as an owner's edit makes it. */
    static String edited(String definition, long memory) {
        return definition.replaceFirst(
                "<memory unit='MiB'>\\d+</memory>", "<memory unit='MiB'>" + memory + "</memory>");
    }
}
