package io.slackwater.worker.storage.oracle;

import io.slackwater.worker.storage.oracle.Hosts.Host;
import io.slackwater.worker.storage.oracle.RandomImages.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    private final Path root;
    private final RandomImages images;
    private final Traits traits;
    private final Random random;
    private int files;

    RandomDomains(Path root, RandomImages images, Traits traits, Random random) {
        this.root = root;
        this.images = images;
        this.traits = traits;
        this.random = random;
    }

    void make(Host host, String name) throws IOException {
        VirshSession virsh = host.virsh();
        String id = id();
        Path first = definition(host, name, id);
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
            case 3, 4 -> snapshots(host, name);
            case 5 -> {
                virsh.attempt("start --paused " + name);
                snapshots(host, name);
            }
            case 6, 7 -> checkpoint(host, name);
            default -> {
                // Stays off.
            }
        }
        if (random.nextInt(5) < 2) {
            virsh.attempt("define " + definition(host, name, id));
        }
    }

    String id() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** Writes the definition of a domain with one disk. */
    Path onDisk(Host host, String name, String id, Image image) throws IOException {
        return written(name, id, "", disk(host, "vda", image), "");
    }

    private void snapshots(Host host, String name) {
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String external = " --disk-only --diskspec vda,file=%s/p0/%s.after-%d".formatted(root, name, count);
            host.virsh().attempt("snapshot-create-as " + name + " s" + count + (random.nextBoolean() ? external : ""));
        }
    }

    private void checkpoint(Host host, String name) {
        host.virsh().attempt("start --paused " + name);
        for (int count = 1 + random.nextInt(2); count > 0; count--) {
            host.virsh().attempt("checkpoint-create-as " + name + " c" + count);
        }
        if (random.nextBoolean()) {
            host.virsh().attempt("destroy " + name);
        }
    }

    private Path definition(Host host, String name, String id) throws IOException {
        StringBuilder boot = new StringBuilder();
        if (random.nextInt(5) < 2) {
            String kernel = spelled(host, images.kernel(host.index()));
            boot.append("<kernel>%s</kernel>".formatted(kernel));
            if (random.nextBoolean()) {
                boot.append("<initrd>%s</initrd>".formatted(kernel));
            }
        }
        StringBuilder devices = new StringBuilder();
        for (int number = 0; number < random.nextInt(3); number++) {
            devices.append(disk(host, "vd" + (char) ('a' + number), images.disk(host.index())));
        }
        if (random.nextInt(6) == 0) {
            devices.append(
                    "<disk type='file' device='cdrom'><source file='%s'/><target dev='hda' bus='ide'/><readonly/></disk>"
                            .formatted(images.disk(host.index()).path()));
        }
        String arguments = random.nextInt(20) == 0
                ? "<qemu:commandline><qemu:arg value='-drive'/><qemu:arg value='if=none,id=x,readonly=on,file=%s'/></qemu:commandline>"
                        .formatted(images.disk(host.index()).path())
                : "";
        return written(name, id, boot.toString(), devices.toString(), arguments);
    }

    private Path written(String name, String id, String boot, String devices, String arguments) throws IOException {
        return written(DOMAIN.formatted(name, id, boot, devices, arguments));
    }

    /** Writes a definition where virsh reads it. */
    Path written(String xml) throws IOException {
        return Files.writeString(root.resolve("domain-" + files++ + ".xml"), xml);
    }

    private String disk(Host host, String target, Image image) {
        String more = (random.nextInt(4) == 0 ? "<readonly/>" : "") + backing(host, image);
        List<Place.Pool> pools = image.place().on(host.index());
        boolean byVolume = !pools.isEmpty() && random.nextInt(4) == 0;
        String source = byVolume
                ? "<source pool='%s' volume='%s'/>".formatted(any(pools).name(), image.name())
                : "<source file='%s'/>".formatted(spelled(host, image));
        return "<disk type='%s' device='disk'><driver name='qemu' type='%s'/>%s%s<target dev='%s' bus='virtio'/></disk>"
                .formatted(byVolume ? "volume" : "file", image.format(), source, more, target);
    }

    /** A backing image that only the definition tells, whatever the image's header says. */
    private String backing(Host host, Image image) {
        if (!image.format().equals("qcow2") || random.nextInt(8) != 0) {
            return "";
        }
        Image told = images.disk(host.index());
        return "<backingStore type='file'><format type='%s'/><source file='%s'/><backingStore/></backingStore>"
                .formatted(told.format(), told.path());
    }

    /** Returns one of the paths by which a host reaches an image. */
    private String spelled(Host host, Image image) {
        Path path = image.path();
        List<Place.Pool> pools = image.place().on(host.index());
        if (!pools.isEmpty() && random.nextInt(2) == 0) {
            path = any(pools).target().resolve(image.name());
        }
        boolean isBelowRoot = image.path().startsWith(root);
        return switch (random.nextInt(8)) {
            case 0 ->
                traits.hasAliases()
                        ? image.path().getParent() + "/../"
                                + image.path().getParent().getFileName() + "/" + image.name()
                        : path.toString();
            case 1 ->
                traits.hasLinks() && isBelowRoot
                        ? root.resolve("by-link")
                                .resolve(root.relativize(image.path()))
                                .toString()
                        : path.toString();
            case 2 -> traits.hasAliases() ? path.getParent() + "//" + path.getFileName() : path.toString();
            case 3 ->
                traits.hasLinks() && traits.hasAliases() && isBelowRoot
                        ? root + "/deep/a0/../" + root.relativize(image.path())
                        : path.toString();
            default -> path.toString();
        };
    }

    private Place.Pool any(List<Place.Pool> pools) {
        return pools.get(random.nextInt(pools.size()));
    }
}
