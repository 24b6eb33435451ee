package io.slackwater.console.query;

import io.slackwater.runtime.rest.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a list goes on: after the row with this sort value and key. It stays right while rows come and go, unlike a page number.
 *
 * @param sort the order that it belongs to
 * @param value the sort value of the last row that was shown
 * @param key the key of that row
 */
record Cursor(String sort, String value, String key) {

    private static final String SEPARATOR = "\n";

    String text() {
        String plain = String.join(SEPARATOR, sort, key, value);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a cursor.
     *
     * @param sort the order that the caller asks for
     * @throws InvalidRequestException if it is none, or of another order
     */
    static Cursor read(String text, Sort sort) {
        Optional<Cursor> cursor = decode(text);
        return cursor.filter(known -> known.sort().equals(sort.text()))
                .orElseThrow(() -> new InvalidRequestException(
                        "cursor",
                        cursor.isPresent()
                                ? "The cursor is of a list that is sorted by "
                                        + cursor.get().sort()
                                : "There is no such cursor",
                        "Pass nextCursor of the part before, with the same sort and filters, or no cursor"));
    }

    private static Optional<Cursor> decode(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = plain.split(SEPARATOR, 3);
            boolean isPlain = plain.indexOf('\0') < 0;
            return parts.length == 3 && isPlain
                    ? Optional.of(new Cursor(parts[0], parts[2], parts[1]))
                    : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }
}
