package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.xml.XmlElement.Span;
import java.util.HashMap;
import java.util.Map;

/**
 * The places of the parts of a start tag that a parser has found to be well-formed.
 *
 * @param end the offset behind its {@code >}
 * @param attributes its attributes and namespace declarations by their qualified name
 */
record StartTag(int end, boolean selfClosing, Map<String, RawAttribute> attributes) {

    /** An attribute: its place with the white space before it, the place of its value between the quotes, the quote. */
    record RawAttribute(Span whole, Span value, char quote) {}

    static StartTag scan(String document, int start) {
        Map<String, RawAttribute> attributes = new HashMap<>();
        int position = start + 1;
        while (!isWhite(document.charAt(position)) && !endsTag(document, position)) {
            position++;
        }
        int next = skipWhite(document, position);
        while (!endsTag(document, next)) {
            int nameEnd = nameEnd(document, next);
            int open = skipWhite(document, skipWhite(document, nameEnd) + 1);
            char quote = document.charAt(open);
            int close = document.indexOf(quote, open + 1);
            attributes.put(
                    document.substring(next, nameEnd),
                    new RawAttribute(new Span(position, close + 1), new Span(open + 1, close), quote));
            position = close + 1;
            next = skipWhite(document, position);
        }
        boolean selfClosing = document.charAt(next) == '/';
        return new StartTag(next + (selfClosing ? 2 : 1), selfClosing, attributes);
    }

    private static int nameEnd(String document, int from) {
        int position = from;
        while (document.charAt(position) != '=' && !isWhite(document.charAt(position))) {
            position++;
        }
        return position;
    }

    private static boolean endsTag(String document, int position) {
        return document.charAt(position) == '>' || document.charAt(position) == '/';
    }

    private static int skipWhite(String document, int from) {
        int position = from;
        while (isWhite(document.charAt(position))) {
            position++;
        }
        return position;
    }

    private static boolean isWhite(char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }
}
