package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.xml.ImageReference.ToExport;
import io.slackwater.hypervisor.xml.ImageReference.ToPath;
import io.slackwater.hypervisor.xml.ImageReference.ToVolume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Collects the image references of a document. */
final class ImageReferenceReader {

    private static final String QEMU = "http://libvirt.org/schemas/domain/qemu/1.0";
    private static final String COMMAND_LINE = "QEMU's command line";
    private static final String RAW = "raw";

    /** A path within an argument: QEMU writes a comma of a name as two. */
    private static final Pattern PATH = Pattern.compile("(?<![^=,:\"'\\s])/(?:,,|[^,\"'\\s])+");

    private final List<ImageReference> found = new ArrayList<>();

    List<ImageReference> read(XmlElement root) {
        Stream.concat(Stream.of(root), root.children.stream())
                .filter(element -> element.is("", "domain") || element.is("", "inactiveDomain"))
                .forEach(this::domain);
        root.descendant("disks").stream()
                .flatMap(disks -> disks.children("disk"))
                .forEach(disk -> images(disk, disk.value("name").orElse("disk")));
        return found;
    }

    private void domain(XmlElement domain) {
        domain.descendant("os").ifPresent(this::boot);
        domain.children("devices").flatMap(devices -> devices.children.stream()).forEach(this::device);
        domain.children("sysinfo")
                .flatMap(XmlElement::subtree)
                .forEach(entry -> attribute(entry, "file", "firmware entry"));
        domain.children("commandline", QEMU).flatMap(XmlElement::subtree).forEach(argument -> argument.value("value")
                .ifPresent(this::argument));
    }

    private void boot(XmlElement os) {
        for (String name : List.of("kernel", "initrd", "dtb", "loader", "nvram")) {
            os.children(name).forEach(element -> {
                path(element.text(), name, element.value("format").orElse(RAW));
                attribute(element, "template", name + " template");
                images(element, name);
            });
        }
        os.children("acpi")
                .flatMap(acpi -> acpi.children("table"))
                .forEach(table -> path(table.text(), "ACPI table", RAW));
    }

    private void device(XmlElement device) {
        switch (device.name) {
            case "disk" ->
                images(
                        device,
                        device.descendant("target")
                                .flatMap(target -> target.value("dev"))
                                .orElse("disk"));
            case "filesystem" -> images(device, "filesystem");
            case "memory" ->
                device.descendant("source", "path").ifPresent(path -> path(path.text(), "memory device", RAW));
            case "hostdev" ->
                device.descendant("source", "block").ifPresent(block -> path(block.text(), "host device", RAW));
            default -> {
                // Reads no image.
            }
        }
        device.children("rom").forEach(rom -> attribute(rom, "file", "device ROM"));
    }

    /** Takes the sources of an image and of all that it is made of: backing images, mirrors, data files. */
    private void images(XmlElement image, String place) {
        String format = image.descendant("driver")
                .or(() -> image.descendant("format"))
                .flatMap(element -> element.value("type"))
                .orElse(RAW);
        if (image.value("type").filter("vhostuser"::equals).isPresent()) {
            found.add(new ToExport(place, "vhostuser"));
        }
        attribute(image, "file", place);
        for (XmlElement child : image.children) {
            if (child.is("", "source")) {
                source(child, place, format);
            }
            images(child, place);
        }
    }

    private void source(XmlElement source, String place, String format) {
        for (String attribute : List.of("dev", "dir")) {
            source.value(attribute).ifPresent(path -> path(path, place, format));
        }
        Optional<String> pool = source.value("pool");
        Optional<String> volume = source.value("volume");
        if (pool.isPresent() && volume.isPresent()) {
            found.add(new ToVolume(place, new PoolVolume(pool.get(), volume.get())));
        }
        source.value("protocol").ifPresent(protocol -> found.add(new ToExport(place, protocol)));
    }

    private void argument(String value) {
        Matcher paths = PATH.matcher(value);
        while (paths.find()) {
            path(paths.group().replace(",,", ","), COMMAND_LINE, "");
        }
        if (value.contains("nbd:") || value.contains("json:")) {
            found.add(new ToExport(COMMAND_LINE, value));
        }
    }

    private void attribute(XmlElement element, String name, String place) {
        element.value(name).ifPresent(path -> path(path, place, RAW));
    }

    private void path(String path, String place, String format) {
        if (!path.isBlank()) {
            found.add(new ToPath(place, path.strip(), format));
        }
    }
}
