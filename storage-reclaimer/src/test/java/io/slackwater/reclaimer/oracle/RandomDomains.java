package io.slackwater.reclaimer.oracle;

import io.slackwater.reclaimer.oracle.RandomImages.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;

/** Domains over a layout's images, each brought into some state; what libvirt refuses is left as it is. */
final class RandomDomains {

    private static final String DOMAIN =
            """
            <domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
              <name>%s</name>
              <uuid>%s</uuid>
              <memory unit='MiB'>16</memory>
              <os><type arch='x86_64' machine='pc'>hvm</type>%s</os>
              <devices>%s<controller type='usb' model='none'/><memballoon model='none'/></devices>%s
            </domain>
            """;

    private final Path directory;
    private final RandomImages images;
    private final VirshSession virsh;
    private final Random random;
    private int files;

    RandomDomains(Path directory, RandomImages images, VirshSession virsh, Random random) {
        this.directory = directory;
        this.images = images;
        this.virsh = virsh;
        this.random = random;
    }

    void make(String name) throws IOException {
        String id = new UUID(random.nextLong(), random.nextLong()).toString();
        Path first = definition(name, id);
        if (random.nextInt(8) == 0) {
            virsh.attempt("create --paused " + first);
            return;
        }
        virsh.attempt("define " + first);
        switch (random.nextInt(10)) {
            case 0, 1 -> virsh.attempt("start --paused " + name);
            case 2 -> {
                virsh.attempt("start --paused " + name);
                virsh.attempt("managedsave " + name);
            }
            case 3, 4 -> snapshots(name);
            case 5 -> {
                virsh.attempt("start --paused " + name);
                snapshots(name);
            }
            case 6, 7 -> checkpoint(name);
            default -> {
                // Stays off.
            }
        }
        if (random.nextInt(5) < 2) {
            virsh.attempt("define " + definition(name, id));
        }
    }

    private void snapshots(String name) {
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String external = " --disk-only --diskspec vda,file=%s/p0/%s.after-%d".formatted(directory, name, count);
            virsh.attempt("snapshot-create-as " + name + " s" + count + (random.nextBoolean() ? external : ""));
        }
    }

    private void checkpoint(String name) {
        virsh.attempt("start --paused " + name);
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            virsh.attempt("checkpoint-create-as " + name + " c" + count);
        }
        if (random.nextBoolean()) {
            virsh.attempt("destroy " + name);
        }
    }

    private Path definition(String name, String id) throws IOException {
        StringBuilder boot = new StringBuilder();
        if (random.nextInt(5) < 2) {
            boot.append("<kernel>%s</kernel>".formatted(images.kernel().path()));
            if (random.nextBoolean()) {
                boot.append("<initrd>%s</initrd>".formatted(images.kernel().path()));
            }
        }
        StringBuilder devices = new StringBuilder();
        for (int number = 0; number < random.nextInt(3); number++) {
            devices.append(disk("vd" + (char) ('a' + number)));
        }
        if (random.nextInt(6) == 0) {
            devices.append(
                    "<disk type='file' device='cdrom'><source file='%s'/><target dev='hda' bus='ide'/><readonly/></disk>"
                            .formatted(images.disk().path()));
        }
        String arguments = random.nextInt(20) == 0
                ? "<qemu:commandline><qemu:arg value='-drive'/><qemu:arg value='if=none,id=x,readonly=on,file=%s'/></qemu:commandline>"
                        .formatted(images.disk().path())
                : "";
        Path file = directory.resolve("domain-" + files++ + ".xml");
        Files.writeString(file, DOMAIN.formatted(name, id, boot, devices, arguments));
        return file;
    }

    private String disk(String target) {
        Image image = images.disk();
        String more = (random.nextInt(4) == 0 ? "<readonly/>" : "") + backing(image);
        boolean byVolume = !image.pool().equals("outside") && random.nextInt(4) == 0;
        String source = byVolume
                ? "<source pool='%s' volume='%s'/>".formatted(poolName(image), image.name())
                : "<source file='%s'/>".formatted(spelled(image.path()));
        return "<disk type='%s' device='disk'><driver name='qemu' type='%s'/>%s%s<target dev='%s' bus='virtio'/></disk>"
                .formatted(byVolume ? "volume" : "file", image.format(), source, more, target);
    }

    /** A backing image that only the definition tells, whatever the image's header says. */
    private String backing(Image image) {
        if (!image.format().equals("qcow2") || random.nextInt(8) != 0) {
            return "";
        }
        Image told = images.disk();
        return "<backingStore type='file'><format type='%s'/><source file='%s'/><backingStore/></backingStore>"
                .formatted(told.format(), told.path());
    }

    private String poolName(Image image) {
        return directory.getFileName() + "-" + image.pool();
    }

    private String spelled(Path path) {
        return switch (random.nextInt(8)) {
            case 0 -> path.getParent() + "/../" + directory.relativize(path);
            case 1 ->
                directory.resolve("by-link").resolve(directory.relativize(path)).toString();
            default -> path.toString();
        };
    }
}
