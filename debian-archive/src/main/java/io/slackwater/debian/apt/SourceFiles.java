package io.slackwater.debian.apt;

import io.slackwater.artifact.transfer.AddressText;
import io.slackwater.debian.ArchiveException;
import io.slackwater.debian.control.Stanza;
import io.slackwater.debian.control.StanzaReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two forms of sources.list(5). What apt itself would refuse is skipped: another source may serve. */
final class SourceFiles {

    private static final Pattern LINE = Pattern.compile(
            "deb\\s+(?:\\[(?<options>[^\\]]*)]\\s+)?(?<uri>\\S+)\\s+(?<suite>\\S+)(?<components>(?:\\s+[^\\s#]+)*)\\s*(?:#.*)?");
    private static final Pattern OPTION = Pattern.compile("([A-Za-z-]+)[+-]?=(\\S+)");

    private SourceFiles() {}

    static List<SourceEntry> parseLines(String text, String origin) {
        List<SourceEntry> entries = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line.trim());
            if (matcher.matches()) {
                entries.add(new SourceEntry(
                        uris(List.of(matcher.group("uri")), origin),
                        List.of(matcher.group("suite")),
                        words(matcher.group("components")),
                        options(Optional.ofNullable(matcher.group("options")).orElse("")),
                        origin));
            }
        }
        return entries;
    }

    static List<SourceEntry> parseStanzas(String text, String origin) throws ArchiveException {
        List<SourceEntry> entries = new ArrayList<>();
        for (Stanza stanza : StanzaReader.parse(text, origin)) {
            boolean enabled = stanza.field("Enabled")
                    .map(value -> AptConfiguration.truthOf(value, true))
                    .orElse(true);
            if (enabled && stanza.words("Types").contains("deb")) {
                entries.add(new SourceEntry(
                        uris(stanza.words("URIs"), origin),
                        stanza.words("Suites"),
                        stanza.words("Components"),
                        options(stanza),
                        origin));
            }
        }
        return entries;
    }

    private static Map<String, String> options(String text) {
        Map<String, String> options = new TreeMap<>();
        Matcher matcher = OPTION.matcher(text);
        while (matcher.find()) {
            options.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
        }
        return options;
    }

    private static Map<String, String> options(Stanza stanza) {
        Map<String, String> options = new TreeMap<>();
        stanza.field("Signed-By").ifPresent(value -> options.put("signed-by", value));
        stanza.field("Check-Date").ifPresent(value -> options.put("check-date", value));
        stanza.field("Check-Valid-Until").ifPresent(value -> options.put("check-valid-until", value));
        stanza.field("Architectures").ifPresent(value -> options.put("arch", value.replaceAll("\\s+", ",")));
        return options;
    }

    private static List<URI> uris(List<String> texts, String origin) {
        List<URI> uris = new ArrayList<>();
        for (String text : texts) {
            URI uri = AddressText.parse(text.replaceAll("[\\[\\]]", ""), "a source in " + origin);
            if (uri.isAbsolute()) {
                uris.add(uri);
            }
        }
        return uris;
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.trim().split("\\s+", -1));
    }
}
