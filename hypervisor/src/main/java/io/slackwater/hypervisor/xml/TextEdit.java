package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.xml.XmlElement.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replacements of spans of one document that do not overlap, applied together. */
final class TextEdit {

    private record Replacement(Span span, String text) {}

    private final String document;
    private final List<Replacement> replacements = new ArrayList<>();

    TextEdit(String document) {
        this.document = document;
    }

    TextEdit replace(Span span, String text) {
        replacements.add(new Replacement(span, text));
        return this;
    }

    TextEdit insert(int offset, String text) {
        return replace(new Span(offset, offset), text);
    }

    TextEdit delete(Span span) {
        return replace(span, "");
    }

    String apply() {
        replacements.sort(
                Comparator.comparingInt(replacement -> replacement.span().start()));
        StringBuilder result = new StringBuilder(document.length() + 256);
        int position = 0;
        for (Replacement replacement : replacements) {
            result.append(document, position, replacement.span().start()).append(replacement.text());
            position = replacement.span().end();
        }
        return result.append(document, position, document.length()).toString();
    }

    /** Writes text so that an XML parser reads it back, between tags and between quotes alike. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&apos;");
                default -> escaped.appendCodePoint(requireLegal(character));
            }
        });
        return escaped.toString();
    }

    private static int requireLegal(int character) {
        boolean legal = character >= 0x20
                && !(character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
                && character != 0xFFFE
                && character != 0xFFFF;
        if (!legal) {
            throw new IllegalArgumentException("XML cannot hold the character U+" + Integer.toHexString(character));
        }
        return character;
    }
}
