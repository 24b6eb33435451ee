package io.slackwater.hypervisor.xml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the slots of a {@code domain} element, each with the element that describes it. */
final class SlotReader {

    /** A slot and its element: {@code kernel}, {@code initrd}, {@code loader} or {@code disk}. */
    record Located(Slot slot, XmlElement element) {}

    private SlotReader() {}

    /** Returns the slots by their names, in document order. */
    static Map<String, Located> read(XmlElement domain) {
        Map<String, Located> slots = new LinkedHashMap<>();
        file(domain, "kernel", SlotKind.KERNEL, slots);
        file(domain, "initrd", SlotKind.INITRD, slots);
        file(domain, "loader", SlotKind.LOADER, slots);
        domain.descendant("devices").stream()
                .flatMap(devices -> devices.children("disk"))
                .forEach(disk -> disk(disk, slots));
        return slots;
    }

    private static void file(XmlElement domain, String name, SlotKind kind, Map<String, Located> slots) {
        domain.descendant("os", name)
                .filter(element -> !element.text().isBlank())
                .ifPresent(element -> slots.put(
                        name,
                        new Located(
                                new Slot(
                                        name,
                                        kind,
                                        Optional.of(element.text().strip()),
                                        Optional.empty(),
                                        element.value("format").orElse("raw"),
                                        kind != SlotKind.LOADER || isReadOnlyLoader(element),
                                        "disk",
                                        List.of()),
                                element)));
    }

    private static boolean isReadOnlyLoader(XmlElement loader) {
        return loader.value("readonly")
                .map("yes"::equals)
                .orElse(loader.value("type").map("rom"::equals).orElse(true));
    }

    private static void disk(XmlElement disk, Map<String, Located> slots) {
        String target = disk.descendant("target")
                .flatMap(element -> element.value("dev"))
                .orElse("disk" + slots.size());
        String device = disk.value("device").orElse("disk");
        Slot slot = new Slot(
                target,
                SlotKind.DISK,
                path(disk),
                poolVolume(disk),
                disk.descendant("driver")
                        .flatMap(driver -> driver.value("type"))
                        .orElse("raw"),
                device.equals("cdrom") || disk.descendant("readonly").isPresent(),
                device,
                backingChain(disk));
        slots.put(target, new Located(slot, disk));
    }

    private static List<String> backingChain(XmlElement disk) {
        List<String> chain = new ArrayList<>();
        Optional<XmlElement> backing = disk.descendant("backingStore");
        while (backing.isPresent()) {
            path(backing.get()).ifPresent(chain::add);
            backing = backing.get().descendant("backingStore");
        }
        return chain;
    }

    /** Returns the path in the source of a {@code disk} or {@code backingStore}. */
    private static Optional<String> path(XmlElement image) {
        return pathAttribute(image)
                .flatMap(attribute -> image.descendant("source").flatMap(source -> source.value(attribute)))
                .filter(path -> !path.isEmpty());
    }

    /** Returns the source's attribute that holds the path, for the source types that have one. */
    static Optional<String> pathAttribute(XmlElement image) {
        return switch (image.value("type").orElse("file")) {
            case "file" -> Optional.of("file");
            case "block" -> Optional.of("dev");
            case "dir" -> Optional.of("dir");
            default -> Optional.empty();
        };
    }

    private static Optional<PoolVolume> poolVolume(XmlElement disk) {
        Optional<XmlElement> source = disk.descendant("source");
        Optional<String> pool = source.flatMap(element -> element.value("pool"));
        Optional<String> volume = source.flatMap(element -> element.value("volume"));
        return pool.isPresent() && volume.isPresent()
                ? Optional.of(new PoolVolume(pool.get(), volume.get()))
                : Optional.empty();
    }
}
