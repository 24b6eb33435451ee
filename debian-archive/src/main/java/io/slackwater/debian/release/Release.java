package io.slackwater.debian.release;

import io.slackwater.artifact.transfer.FileDigest;
import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.control.Stanza;
import io.slackwater.debian.control.StanzaReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a suite's release file says, by the Debian repository format.
 *
 * @param suite the suite's class, such as {@code stable}; empty where the release does not say
 * @param codename the suite's name, such as {@code bookworm}; empty where the release does not say
 * @param date when the release was made
 * @param validUntil after when the release is not to be trusted; empty: for ever
 * @param components such as {@code main}
 * @param acquireByHash whether indexes can also be had under their digest
 * @param files the digests of the indexes, by path relative to the release file
 */
public record Release(
        Optional<String> suite,
        Optional<String> codename,
        Optional<Instant> date,
        Optional<Instant> validUntil,
        List<String> components,
        boolean acquireByHash,
        Map<String, FileDigest> files) {

    private static final Duration LONGEST_AHEAD = Duration.ofSeconds(10);

    public Release {
        components = List.copyOf(components);
        files = Map.copyOf(files);
    }

    /** Parses the signed text of a release; {@code name} stands for the file in messages. */
    public static Release parse(String text, String name) throws ArchiveException {
        List<Stanza> stanzas = StanzaReader.parse(text, name);
        if (stanzas.size() != 1) {
            throw damaged(name, "holds " + stanzas.size() + " stanzas instead of one", null);
        }
        Stanza stanza = stanzas.get(0);
        return new Release(
                stanza.field("Suite"),
                stanza.field("Codename"),
                instant(stanza, "Date", name),
                instant(stanza, "Valid-Until", name),
                stanza.words("Components"),
                stanza.field("Acquire-By-Hash").filter("yes"::equalsIgnoreCase).isPresent(),
                digests(stanza, name));
    }

    /**
     * Refuses a release of another suite, which a mirror could serve under a valid signature. The older layout of
     * Debian's security archive, {@code buster/updates}, names the suite before the slash.
     */
    public void requireSuite(String wanted, String name) throws ArchiveException {
        String plain =
                wanted.endsWith("/updates") ? wanted.substring(0, wanted.length() - "/updates".length()) : wanted;
        if (List.of(suite.orElse(""), codename.orElse("")).stream()
                .noneMatch(is -> is.equals(wanted) || is.equals(plain))) {
            throw new ArchiveException.Mismatch(
                    name + " was asked for suite " + wanted + " and is the release of suite " + suite.orElse("?")
                            + ", codename " + codename.orElse("?") + "; correct the suite's name");
        }
    }

    /**
     * Refuses a release whose time is over, or has not come. A date may be up to 10 s ahead, as apt's
     * {@code Acquire::Max-FutureTime} allows by default.
     *
     * @param check which of the dates count
     */
    public void requireValidAt(Instant now, DateCheck check, String name) throws ArchiveException {
        if (check != DateCheck.NONE && date.isPresent() && date.get().isAfter(now.plus(LONGEST_AHEAD))) {
            throw new ArchiveException.Expired(name + " is dated " + date.get() + " and it is now " + now
                    + "; set this machine's clock, or use a mirror whose release is not from the future");
        }
        if (check == DateCheck.DATE_AND_VALID_UNTIL && validUntil.isPresent() && now.isAfter(validUntil.get())) {
            throw new ArchiveException.Expired(name + " was valid until " + validUntil.get() + " and it is now " + now
                    + "; use a mirror that is up to date, or switch the check of Valid-Until off for a snapshot that is"
                    + " meant to be old");
        }
    }

    private static Optional<Instant> instant(Stanza stanza, String field, String name) throws ArchiveException {
        Optional<String> text = stanza.field(field);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.from(
                    DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.get().replace("UTC", "GMT"))));
        } catch (DateTimeException e) {
            throw damaged(name, field + " \"" + text.get() + "\" is no date", e);
        }
    }

    private static Map<String, FileDigest> digests(Stanza stanza, String name) throws ArchiveException {
        String table = stanza.field("SHA256").orElse("");
        Map<String, FileDigest> files = new LinkedHashMap<>();
        for (String line : table.lines().toList()) {
            if (!line.isBlank()) {
                String[] words = line.trim().split("\\s+", -1);
                if (words.length != 3 || !words[1].matches("\\d{1,18}") || !FileDigest.isSha256(words[0])) {
                    throw damaged(name, "SHA256 line \"" + line + "\" is no \"digest size path\"", null);
                }
                files.put(words[2], new FileDigest(Long.parseLong(words[1]), words[0].toLowerCase(Locale.ROOT)));
            }
        }
        if (files.isEmpty()) {
            throw damaged(name, "lists no SHA256 digests", null);
        }
        return files;
    }

    private static ArchiveException damaged(
            String name, String what, @org.jspecify.annotations.Nullable Throwable cause) {
        return new ArchiveException.Damaged(name + " " + what + "; ask the archive's keeper to mend it", cause);
    }
}
