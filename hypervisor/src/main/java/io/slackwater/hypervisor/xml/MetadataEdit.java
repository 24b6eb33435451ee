package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.xml.SlackwaterMetadata.UpdateMark;
import io.slackwater.hypervisor.xml.XmlElement.Span;
import java.util.Optional;

/** Writes the mark of an update into a domain's metadata. */
final class MetadataEdit {

    private static final String PREFIX = "slackwater";

    private final String document;
    private final UpdateMark mark;

    MetadataEdit(String document, UpdateMark mark) {
        this.document = document;
        this.mark = mark;
    }

    String apply(XmlElement domain) {
        TextEdit edit = new TextEdit(document);
        Optional<XmlElement> vm = MetadataReader.vm(domain);
        Optional<XmlElement> metadata = domain.descendant("metadata");
        if (vm.isPresent()) {
            writeInto(vm.get(), edit);
        } else if (metadata.isPresent()) {
            append(metadata.get(), newVm(), edit);
        } else {
            XmlElement name = domain.descendant("name").orElseThrow();
            XmlElement before = domain.descendant("uuid").orElse(name);
            edit.insert(before.whole().end(), indentation(before) + "<metadata>" + newVm() + "</metadata>");
        }
        return edit.apply();
    }

    private void writeInto(XmlElement vm, TextEdit edit) {
        String update = update(vm.prefix);
        Optional<XmlElement> present =
                vm.children("update", SlackwaterMetadata.NAMESPACE).findFirst();
        if (present.isPresent()) {
            edit.replace(present.get().whole(), update);
        } else {
            append(vm, update, edit);
        }
    }

    /** Adds content at the end of an element, which gets an end tag where it has none. */
    private void append(XmlElement element, String content, TextEdit edit) {
        if (element.selfClosing) {
            Span tag = element.startTag;
            String qualifiedName = (element.prefix.isEmpty() ? "" : element.prefix + ":") + element.name;
            edit.replace(new Span(tag.end() - 2, tag.end()), ">" + content + "</" + qualifiedName + ">");
        } else {
            edit.insert(element.endTag().start(), content);
        }
    }

    private String newVm() {
        return "<%1$s:vm xmlns:%1$s=\"%2$s\">%3$s</%1$s:vm>"
                .formatted(PREFIX, SlackwaterMetadata.NAMESPACE, update(PREFIX));
    }

    private String update(String prefix) {
        return "<%supdate id=\"%s\" attempt=\"%d\"/>"
                .formatted(prefix.isEmpty() ? "" : prefix + ":", TextEdit.escape(mark.id()), mark.attempt());
    }

    /** Returns the white space that stands before an element. */
    private String indentation(XmlElement element) {
        int end = element.startTag.start();
        int start = end;
        while (Character.isWhitespace(document.charAt(start - 1))) {
            start--;
        }
        return document.substring(start, end);
    }
}
