package io.slackwater.lab.guest;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A guest as its owner would define it: kernel and initrd booted directly, emulated in software, an agent channel, the
 * console in a file.
 *
 * @param name letters, digits, dots, underscores and hyphens
 * @param memoryMebibytes 128 is enough for the lab's initramfs
 * @param kernel the path that the definition refers to
 * @param initrd the path that the definition refers to
 * @param disk the qcow2 overlay that is its disk {@code vda}
 * @param console the file that its serial console is written to; libvirt truncates it at each start
 */
public record GuestDefinition(
        String name, int memoryMebibytes, Path kernel, Path initrd, Optional<Path> disk, Path console) {

    /**
     * {@code no_timer_check}: the kernel tests its timer against the emulated clock as it starts, and panics where a busy
     * machine keeps the emulation waiting (Linux, admin-guide/kernel-parameters).
     */
    private static final String DOMAIN =
            """
            <domain type='qemu'>
              <name>%s</name>
              <memory unit='MiB'>%d</memory>
              <vcpu>1</vcpu>
              <os>
                <type arch='x86_64' machine='pc'>hvm</type>
                <kernel>%s</kernel>
                <initrd>%s</initrd>
                <cmdline>console=ttyS0 quiet mitigations=off no_timer_check</cmdline>
              </os>
              <features><acpi/></features>
              <on_poweroff>destroy</on_poweroff>
              <on_reboot>restart</on_reboot>
              <on_crash>destroy</on_crash>
              <devices>
            %s    <controller type='usb' model='none'/>
                <serial type='file'>
                  <source path='%s'/>
                  <target port='0'/>
                </serial>
                <channel type='unix'>
                  <target type='virtio' name='org.qemu.guest_agent.0'/>
                </channel>
                <memballoon model='none'/>
                <panic model='isa'/>
              </devices>
            </domain>
            """;

    private static final String DISK =
            """
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='%s'/>
                  <target dev='vda' bus='virtio'/>
                </disk>
            """;

    public GuestDefinition {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("not a name for a guest: " + name);
        }
    }

    /** The domain's XML, without a UUID: libvirt gives it one. */
    public String toXml() {
        return DOMAIN.formatted(
                name,
                memoryMebibytes,
                escaped(kernel),
                escaped(initrd),
                disk.map(path -> DISK.formatted(escaped(path))).orElse(""),
                escaped(console));
    }

    private static String escaped(Path path) {
        return path.toString()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&apos;");
    }
}
