package io.slackwater.hypervisor.xml;

import java.util.stream.Stream;

/** Looks for a path in all the values of a document, wherever they stand. */
public final class Mentions {

    private Mentions() {}

    public static boolean of(XmlElement root, String path) {
        return root.subtree()
                .flatMap(element -> Stream.concat(
                        Stream.of(element.text()), element.attributes.stream().map(XmlElement.Attribute::value)))
                .anyMatch(value -> mentions(value, path));
    }

    /** Whether {@code value} holds {@code path} as a path of its own, not as a part of a longer one. */
    private static boolean mentions(String value, String path) {
        for (int at = value.indexOf(path); at >= 0; at = value.indexOf(path, at + 1)) {
            int end = at + path.length();
            boolean startsPath = at == 0 || !isPathCharacter(value.charAt(at - 1));
            boolean endsPath = end == value.length() || !isPathCharacter(value.charAt(end));
            if (startsPath && endsPath) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPathCharacter(char character) {
        return Character.isLetterOrDigit(character) || character == '.' || character == '_' || character == '-';
    }
}
