package io.slackwater.standalone.operate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A volume as a person names it.
 *
 * @param store its store, {@code host/pool}
 */
record StoredVolume(String store, String volume) {

    private static final Pattern TEXT = Pattern.compile("([^/\\s]+/[^/\\s]+)/(\\S+)");

    /** Reads {@code STORE/VOLUME}; empty where the text is something else. */
    static Optional<StoredVolume> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches() ? Optional.of(new StoredVolume(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    @Override
    public String toString() {
        return store + "/" + volume;
    }
}
