package io.slackwater.hypervisor.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An element with the places of its parts in the document; offsets count characters from the document's start. */
public final class XmlElement {

    /** A span of characters, the end exclusive. */
    record Span(int start, int end) {}

    /**
     * An attribute that is no namespace declaration.
     *
     * @param namespace its namespace; empty for none
     * @param value its value with references resolved
     * @param whole where it stands, with the white space before it
     * @param valueSpan where its value stands, without the quotes
     * @param quote the quote around it
     */
    record Attribute(String namespace, String name, String value, Span whole, Span valueSpan, char quote) {}

    final String namespace;
    final String prefix;
    public final String name;
    final Span startTag;
    final boolean selfClosing;
    final List<Attribute> attributes;
    public final List<XmlElement> children = new ArrayList<>();

    /** Where its own characters stand: text, references and whole CDATA sections, in order. */
    final List<Span> textSpans = new ArrayList<>();

    private final StringBuilder text = new StringBuilder();
    private Span endTag;

    XmlElement(
            String namespace,
            String prefix,
            String name,
            Span startTag,
            boolean selfClosing,
            List<Attribute> attributes) {
        this.namespace = namespace;
        this.prefix = prefix;
        this.name = name;
        this.startTag = startTag;
        this.selfClosing = selfClosing;
        this.attributes = List.copyOf(attributes);
        this.endTag = startTag;
    }

    void appendText(String characters) {
        text.append(characters);
    }

    void close(Span closingTag) {
        endTag = closingTag;
    }

    /** Returns where its end tag stands; the start tag's span for an empty-element tag. */
    Span endTag() {
        return endTag;
    }

    Span whole() {
        return new Span(startTag.start(), endTag.end());
    }

    /** Returns its own characters, without those of its children. */
    public String text() {
        return text.toString();
    }

    Optional<Attribute> attribute(String attributeName) {
        return attributes.stream()
                .filter(attribute -> attribute.namespace().isEmpty())
                .filter(attribute -> attribute.name().equals(attributeName))
                .findFirst();
    }

    public Optional<String> value(String attributeName) {
        return attribute(attributeName).map(Attribute::value);
    }

    public boolean is(String elementNamespace, String elementName) {
        return namespace.equals(elementNamespace) && name.equals(elementName);
    }

    /** Returns the children of that name in no namespace, where all of libvirt's own elements are. */
    public Stream<XmlElement> children(String childName) {
        return children(childName, "");
    }

    public Stream<XmlElement> children(String childName, String childNamespace) {
        return children.stream().filter(child -> child.is(childNamespace, childName));
    }

    /** Follows the first child of each name in no namespace. */
    public Optional<XmlElement> descendant(String... path) {
        Optional<XmlElement> current = Optional.of(this);
        for (String step : path) {
            current = current.flatMap(element -> element.children(step).findFirst());
        }
        return current;
    }

    /** Returns itself and all elements below it, in document order; without recursion, as backing chains nest deep. */
    public Stream<XmlElement> subtree() {
        List<XmlElement> found = new ArrayList<>();
        Deque<XmlElement> next = new ArrayDeque<>(List.of(this));
        while (!next.isEmpty()) {
            XmlElement element = next.pop();
            found.add(element);
            for (int child = element.children.size() - 1; child >= 0; child--) {
                next.push(element.children.get(child));
            }
        }
        return found.stream();
    }
}
