package io.slackwater.standalone.config;

import io.slackwater.domain.text.NameSuggestions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The keys that the services know. A star stands for a name that the operator chooses, in quotes where it has a dot. */
public final class ServiceKeys {

    public static final List<String> ALL = Stream.of(
                    under(
                            "slackwater.ingest",
                            "data-directory artifact-base-url max-artifact-size file-directories patience"),
                    under(
                            "slackwater.ingest.debian.*",
                            "operating-system machine-apt architecture poll-interval severity"),
                    under(
                            "slackwater.ingest.debian.*.repositories.*",
                            "uri suites components keyrings check-valid-until"),
                    under("slackwater.ingest.debian.*.portions.*", "kind package-pattern member version-from"),
                    under("slackwater.inventory", "rows-per-round unreachable-patience"),
                    under("slackwater.inventory.hosts.*", "uri further-uris mode labels.*"),
                    under("slackwater.inventory.adoption.*", "volume portion kind store delete-without-artifact"),
                    under("slackwater.inventory.watch", "bundling shortest-pause longest-pause resync-interval"),
                    under("slackwater.inventory.group", "id instance session-timeout"),
                    under(
                            "slackwater.executor",
                            "settle-time max-in-flight max-awaiting-start per-host host-queue-capacity command-lifetime"
                                    + " command-margin stay-up agent-timeout retry-pause refusals-until-failed"
                                    + " stops-until-failed lease-time grant-time audit-period policy-directory"),
                    under(
                            "slackwater.reclaimer",
                            "grace-time versions-kept dry-run deletes-per-minute-per-store deletes-per-minute"
                                    + " first-delete-pause audit-period headroom transfers-per-host bytes-per-second-per-host waiting-per-host"
                                    + " survey-patience command-lifetime look-margin staging-margin shortest-retry longest-retry"
                                    + " tick open-timeout"))
            .flatMap(keys -> keys)
            .toList();

    private static final String ANY = "*";
    private static final Pattern SEGMENT = Pattern.compile("\"[^\"]*\"|[^.\"]+");
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]$");

    private ServiceKeys() {}

    private static Stream<String> under(String prefix, String names) {
        return Stream.of(names.split(" ", -1)).map(name -> prefix + "." + name);
    }

    /** Whether a service knows the key. */
    static boolean has(String key) {
        List<String> written = segments(INDEX.matcher(key).replaceFirst(""));
        return ALL.stream().map(ServiceKeys::segments).anyMatch(known -> matches(known, written));
    }

    /** Returns the known key that is most like it, with the operator's own names in it. */
    static String nearest(String key) {
        List<String> written = segments(key);
        return ALL.stream()
                .map(known -> filled(segments(known), written))
                .min(Comparator.comparingInt(known -> NameSuggestions.distance(key, known)))
                .orElseThrow();
    }

    private static boolean matches(List<String> known, List<String> written) {
        if (known.size() != written.size()) {
            return false;
        }
        for (int index = 0; index < known.size(); index++) {
            if (!known.get(index).equals(ANY) && !known.get(index).equals(written.get(index))) {
                return false;
            }
        }
        return true;
    }

    private static String filled(List<String> known, List<String> written) {
        List<String> filled = new ArrayList<>();
        for (int index = 0; index < known.size(); index++) {
            boolean isNamed = index < written.size() && known.size() == written.size();
            String name = isNamed ? written.get(index) : "<name>";
            filled.add(known.get(index).equals(ANY) ? name : known.get(index));
        }
        return String.join(".", filled);
    }

    private static List<String> segments(String key) {
        List<String> segments = new ArrayList<>();
        Matcher found = SEGMENT.matcher(key);
        while (found.find()) {
            segments.add(found.group());
        }
        return segments;
    }
}
