package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.xml.XmlElement.Attribute;
import io.slackwater.hypervisor.xml.XmlElement.Span;
import java.util.List;
import java.util.Optional;

/** Makes one slot refer to something else, and leaves everything else of the document as it is. */
final class SlotEdit {

    private final String document;
    private final TextEdit edit;

    SlotEdit(String document) {
        this.document = document;
        this.edit = new TextEdit(document);
    }

    /** Puts a path where the slot has its path; a disk that refers by pool and volume becomes one of type file. */
    String path(SlotReader.Located slot, String newPath) {
        XmlElement element = slot.element();
        if (slot.slot().kind() != SlotKind.DISK) {
            text(element, newPath);
        } else if (slot.slot().poolVolume().isPresent()) {
            dropOldImage(slot);
            volumeToFile(element, newPath);
        } else {
            dropOldImage(slot);
            value(pathAttribute(slot), newPath);
        }
        return edit.apply();
    }

    String volume(SlotReader.Located slot, PoolVolume volume) {
        if (slot.slot().poolVolume().isEmpty()) {
            throw new IllegalArgumentException(
                    "Slot " + slot.slot().slot() + " does not refer to a volume by pool and name");
        }
        XmlElement source = slot.element().descendant("source").orElseThrow();
        dropOldImage(slot);
        value(source.attribute("pool").orElseThrow(), volume.pool());
        value(source.attribute("volume").orElseThrow(), volume.volume());
        return edit.apply();
    }

    String format(SlotReader.Located slot, String format) {
        boolean isDisk = slot.slot().kind() == SlotKind.DISK;
        Optional<XmlElement> holder = isDisk ? slot.element().descendant("driver") : Optional.of(slot.element());
        XmlElement element = holder.orElseThrow(() ->
                new IllegalArgumentException("Disk " + slot.slot().slot() + " has no <driver> to say its format"));
        String name = isDisk ? "type" : "format";
        element.attribute(name)
                .ifPresentOrElse(
                        attribute -> value(attribute, format),
                        () -> edit.insert(nameEnd(element), " " + name + "='" + TextEdit.escape(format) + "'"));
        return edit.apply();
    }

    private Attribute pathAttribute(SlotReader.Located slot) {
        return SlotReader.pathAttribute(slot.element())
                .flatMap(name -> slot.element().descendant("source").flatMap(source -> source.attribute(name)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Disk " + slot.slot().slot() + " does not refer to a file or device"));
    }

    private void volumeToFile(XmlElement disk, String newPath) {
        XmlElement source = disk.descendant("source").orElseThrow();
        value(disk.attribute("type").orElseThrow(), "file");
        edit.replace(source.attribute("pool").orElseThrow().whole(), " file='" + TextEdit.escape(newPath) + "'");
        edit.delete(source.attribute("volume").orElseThrow().whole());
        source.attribute("mode").ifPresent(mode -> edit.delete(mode.whole()));
    }

    private void value(Attribute attribute, String value) {
        edit.replace(attribute.valueSpan(), TextEdit.escape(value));
    }

    private void text(XmlElement element, String text) {
        String replacement = TextEdit.escape(text);
        for (Span span : element.textSpans) {
            edit.replace(span, replacement);
            replacement = "";
        }
    }

    /** What is left of the old image would be taken for the new one's. */
    private void dropOldImage(SlotReader.Located slot) {
        XmlElement disk = slot.element();
        List<String> obstacles = SlotParts.obstacles(disk);
        if (!obstacles.isEmpty()) {
            throw new IllegalArgumentException(
                    "Disk " + slot.slot().slot() + " has what belongs to its image: " + String.join(", ", obstacles));
        }
        SlotParts.stale(disk).forEach(stale -> {
            int start = stale.whole().start();
            while (Character.isWhitespace(document.charAt(start - 1))) {
                start--;
            }
            edit.delete(new Span(start, stale.whole().end()));
        });
        disk.children("source")
                .flatMap(source -> SlotParts.staleAttributes(source).stream())
                .forEach(attribute -> edit.delete(attribute.whole()));
    }

    private static int nameEnd(XmlElement element) {
        int prefix = element.prefix.isEmpty() ? 0 : element.prefix.length() + 1;
        return element.startTag.start() + 1 + prefix + element.name.length();
    }
}
