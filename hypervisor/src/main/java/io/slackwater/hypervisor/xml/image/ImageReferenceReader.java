package io.slackwater.hypervisor.xml.image;

import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.hypervisor.xml.XmlElement;
import io.slackwater.hypervisor.xml.image.ImageReference.Role;
import io.slackwater.hypervisor.xml.image.ImageReference.ToExport;
import io.slackwater.hypervisor.xml.image.ImageReference.ToPath;
import io.slackwater.hypervisor.xml.image.ImageReference.ToVolume;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Collects the image references of a document (libvirt's formatdomain, formatsnapshot, formatcheckpoint). */
final class ImageReferenceReader {

    private static final String RAW = "raw";
    private static final String UNKNOWN = "";

    private final List<ImageReference> found = new ArrayList<>();

    List<ImageReference> read(XmlElement root) {
        root.children("memory").forEach(memory -> attribute(memory, "file", "memory", Role.OTHER));
        Stream.concat(Stream.of(root), root.children.stream())
                .filter(element -> element.is("", "domain") || element.is("", "inactiveDomain"))
                .forEach(this::domain);
        root.descendant("disks").stream()
                .flatMap(disks -> disks.children("disk"))
                .forEach(disk -> images(
                        disk, new Image(disk.value("name").orElse("disk"), formatOf(disk, UNKNOWN), Role.OTHER)));
        return found;
    }

    private void domain(XmlElement domain) {
        domain.descendant("os").ifPresent(this::boot);
        domain.children("devices").flatMap(devices -> devices.children.stream()).forEach(this::device);
        domain.children("sysinfo")
                .flatMap(XmlElement::subtree)
                .forEach(entry -> attribute(entry, "file", "firmware entry", Role.FIRMWARE));
        found.addAll(new QemuArguments().read(domain));
    }

    private void boot(XmlElement os) {
        for (String name : List.of("kernel", "initrd", "dtb", "shim", "loader", "nvram", "varstore")) {
            os.children(name).forEach(element -> boot(element, name, roleOf(element)));
        }
        os.children("acpi")
                .flatMap(acpi -> acpi.children("table"))
                .forEach(table -> path(table.text(), "ACPI table", RAW, Role.FIRMWARE));
    }

    private void boot(XmlElement element, String name, Role role) {
        String format = element.value("format").orElse(RAW);
        path(element.text(), name, format, role);
        attribute(element, "path", name, role);
        element.value("template")
                .ifPresent(path -> path(
                        path,
                        name + " template",
                        element.value("templateFormat").orElse(format),
                        Role.FIRMWARE));
        images(element, new Image(name, format, role));
    }

    private static Role roleOf(XmlElement file) {
        if (file.is("", "nvram") || file.is("", "varstore")) {
            return Role.VARIABLES;
        }
        return file.value("readonly").filter("no"::equals).isPresent() ? Role.OTHER : Role.FIRMWARE;
    }

    private void device(XmlElement device) {
        switch (device.name) {
            case "disk" -> disk(device);
            case "filesystem" -> fileSystem(device);
            case "memory" ->
                device.descendant("source", "path")
                        .ifPresent(path -> path(path.text(), "memory device", RAW, Role.OTHER));
            case "hostdev" ->
                device.descendant("source", "block")
                        .ifPresent(block -> path(block.text(), "host device", RAW, Role.OTHER));
            case "tpm" ->
                device.descendant("backend", "source")
                        .ifPresent(source -> attribute(source, "path", "TPM", Role.OTHER));
            default -> {
                // Reads no image.
            }
        }
        device.children("rom").forEach(rom -> attribute(rom, "file", "device ROM", Role.FIRMWARE));
    }

    private void disk(XmlElement disk) {
        String place =
                disk.descendant("target").flatMap(target -> target.value("dev")).orElse("disk");
        boolean isReadOnly = disk.descendant("readonly").isPresent()
                || disk.value("device").filter("cdrom"::equals).isPresent();
        if (disk.value("type").filter("vhostuser"::equals).isPresent()) {
            found.add(new ToExport(place, "vhostuser"));
        }
        images(disk, new Image(place, formatOf(disk, RAW), isReadOnly ? Role.READ_ONLY : Role.OTHER));
    }

    /** Somebody else's virtiofsd exports a directory that the definition does not name. */
    private void fileSystem(XmlElement fileSystem) {
        images(fileSystem, new Image("filesystem", formatOf(fileSystem, RAW), Role.OTHER));
        if (fileSystem
                .descendant("source")
                .flatMap(source -> source.value("socket"))
                .isPresent()) {
            found.add(new ToExport("filesystem", "virtiofs"));
        }
    }

    /** What is said of the sources of an image. */
    private record Image(String place, String format, Role role) {}

    /** Takes the sources of an image and of all that it is made of: backing images, mirrors, data files. */
    private void images(XmlElement top, Image said) {
        Deque<XmlElement> elements = new ArrayDeque<>(List.of(top));
        Deque<Image> images = new ArrayDeque<>(List.of(said));
        while (!elements.isEmpty()) {
            XmlElement element = elements.pop();
            Image image = images.pop();
            if (element.is("", "source")) {
                source(element, image);
            }
            for (int at = element.children.size() - 1; at >= 0; at--) {
                XmlElement child = element.children.get(at);
                boolean isImage = List.of("backingStore", "mirror", "dataStore").contains(child.name);
                elements.push(child);
                images.push(isImage ? new Image(image.place(), formatOf(child, UNKNOWN), Role.OTHER) : image);
            }
        }
    }

    private static String formatOf(XmlElement image, String unsaid) {
        return image.descendant("driver")
                .flatMap(driver -> driver.value("type"))
                .filter(type -> !image.is("", "filesystem"))
                .or(() -> image.descendant("format").flatMap(format -> format.value("type")))
                .orElse(unsaid);
    }

    private void source(XmlElement source, Image image) {
        for (String attribute : List.of("file", "dev", "dir")) {
            source.value(attribute).ifPresent(path -> path(path, image.place(), image.format(), image.role()));
        }
        Optional<String> pool = source.value("pool");
        Optional<String> volume = source.value("volume");
        if (pool.isPresent() && volume.isPresent()) {
            found.add(new ToVolume(image.place(), new PoolVolume(pool.get(), volume.get())));
        }
        source.value("protocol").ifPresent(protocol -> found.add(new ToExport(image.place(), protocol)));
    }

    private void attribute(XmlElement element, String name, String place, Role role) {
        element.value(name).ifPresent(path -> path(path, place, RAW, role));
    }

    private void path(String path, String place, String format, Role role) {
        if (!path.isBlank()) {
            // White space before a path is the document's, white space behind it may be the name's.
            found.add(new ToPath(place, path.stripLeading(), format, role));
        }
    }
}
