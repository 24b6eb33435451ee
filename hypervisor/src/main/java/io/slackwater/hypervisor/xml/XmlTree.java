package io.slackwater.hypervisor.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.slackwater.hypervisor.xml.XmlElement.Attribute;
import io.slackwater.hypervisor.xml.XmlElement.Span;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document into {@link XmlElement}s. The parser proves that it is well-formed, resolves names and references and
 * tells where each piece of markup starts; everything else about places follows from that.
 */
public final class XmlTree {

    private static final int LARGEST_DOCUMENT = 16 << 20;
    private static final int DEEPEST_ELEMENT = 1_000;
    private static final WstxInputFactory FACTORY = factory();

    private final String document;
    private final XMLStreamReader2 reader;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private @Nullable XmlElement root;
    private int markupEnd;

    private XmlTree(String document) throws XMLStreamException {
        this.document = document;
        this.reader = (XMLStreamReader2) FACTORY.createXMLStreamReader(new StringReader(document));
    }

    /** Reads a document whose root is called {@code rootName}, in no namespace. */
    public static XmlElement parse(String document, String rootName) throws MalformedDomainXmlException {
        if (document.length() > LARGEST_DOCUMENT) {
            throw new MalformedDomainXmlException("The document has " + document.length()
                    + " characters, more than the " + LARGEST_DOCUMENT + " that are read");
        }
        XmlElement root = parse(document);
        if (!root.is("", rootName)) {
            throw new MalformedDomainXmlException(
                    "The document is a <" + root.name + ">, not a <" + rootName + "> of libvirt");
        }
        return root;
    }

    private static XmlElement parse(String document) throws MalformedDomainXmlException {
        try {
            XmlTree tree = new XmlTree(document);
            try {
                return tree.read();
            } finally {
                tree.reader.close();
            }
        } catch (XMLStreamException e) {
            throw new MalformedDomainXmlException(problem(e), e);
        }
    }

    private static String problem(XMLStreamException e) {
        String reason = nonNull(e.getMessage()).lines().findFirst().orElse("");
        Location place = e.getLocation();
        return "The document is no well-formed XML: " + reason
                + (place == null
                        ? ""
                        : " (line " + place.getLineNumber() + ", column " + place.getColumnNumber() + ")");
    }

    private XmlElement read() throws XMLStreamException, MalformedDomainXmlException {
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> characters();
                case XMLStreamConstants.COMMENT -> skip("-->");
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> skip("?>");
                case XMLStreamConstants.DTD ->
                    throw new MalformedDomainXmlException("The document has a DOCTYPE, which domain XML never needs");
                default -> {
                    // the document's end
                }
            }
        }
        if (root == null) {
            throw new MalformedDomainXmlException("The document has no root element");
        }
        return root;
    }

    private void start() throws MalformedDomainXmlException {
        int tagStart = markupStart();
        StartTag tag = StartTag.scan(document, tagStart);
        text(tagStart);
        XmlElement element = new XmlElement(
                nonNull(reader.getNamespaceURI()),
                nonNull(reader.getPrefix()),
                reader.getLocalName(),
                new Span(tagStart, tag.end()),
                tag.selfClosing(),
                attributes(tag));
        if (open.isEmpty()) {
            root = element;
        } else {
            open.peek().children.add(element);
        }
        open.push(element);
        markupEnd = tag.end();
    }

    private List<Attribute> attributes(StartTag tag) {
        Map<String, StartTag.RawAttribute> raw = tag.attributes();
        List<Attribute> attributes = new ArrayList<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String prefix = nonNull(reader.getAttributePrefix(i));
            String name = reader.getAttributeLocalName(i);
            StartTag.RawAttribute place = raw.get(prefix.isEmpty() ? name : prefix + ":" + name);
            attributes.add(new Attribute(
                    nonNull(reader.getAttributeNamespace(i)),
                    name,
                    reader.getAttributeValue(i),
                    place.whole(),
                    place.value(),
                    place.quote()));
        }
        return attributes;
    }

    private void end() {
        XmlElement element = open.peek();
        if (element.selfClosing) {
            open.pop();
            return;
        }
        int tagStart = markupStart();
        text(tagStart);
        open.pop();
        markupEnd = document.indexOf('>', tagStart) + 1;
        element.close(new Span(tagStart, markupEnd));
    }

    private void characters() {
        if (!open.isEmpty()) {
            open.peek().appendText(reader.getText());
        }
    }

    private void skip(String end) {
        int start = markupStart();
        text(start);
        markupEnd = document.indexOf(end, start) + end.length();
    }

    /** Notes the characters between the last markup and the next one as the open element's text. */
    private void text(int nextMarkup) {
        if (nextMarkup > markupEnd && !open.isEmpty()) {
            open.peek().textSpans.add(new Span(markupEnd, nextMarkup));
        }
    }

    private int markupStart() {
        int offset = Math.toIntExact(reader.getLocationInfo().getStartingCharOffset());
        if (document.charAt(offset) != '<') {
            throw new IllegalStateException("The parser places markup at offset " + offset + ", where there is none");
        }
        return offset;
    }

    private static String nonNull(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static WstxInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_REPORT_CDATA, true);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST_ELEMENT);
        return factory;
    }
}
