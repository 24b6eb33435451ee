package io.slackwater.standalone.config;

import io.slackwater.domain.text.NameSuggestions;
import io.slackwater.standalone.services.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which keys a configuration may have. */
final class ConfigurationKeys {

    static final String DATA_DIRECTORY = "data-directory";
    static final String HOST = "host";
    static final String BROKER_PORT = "broker.port";

    static final String CONSOLE_ENABLED = "console.enabled";
    static final String CONSOLE_PORT = "console.port";
    static final String CONSOLE_MANAGEMENT_PORT = "console.management.port";
    static final String CONSOLE_DATABASE = "console.database-url";

    /** A path, like that of the data directory, though it is for a service. */
    static final String POLICY_DIRECTORY = Service.UPDATE_EXECUTOR.prefix() + "policy-directory";

    private static final String LOGGING = "quarkus.log.";
    private static final Map<Pattern, ValueCheck> CHECKS = checks();

    private ConfigurationKeys() {}

    static String portOf(Service service) {
        return service.module() + ".port";
    }

    static String heapOf(Service service) {
        return service.module() + ".heap";
    }

    static String managementPortOf(Service service) {
        return service.module() + ".management.port";
    }

    /** Whether the key is one for the services, passed on as it is. */
    static boolean isPassedOn(String key) {
        return key.startsWith(LOGGING)
                || Arrays.stream(Service.values()).anyMatch(service -> key.startsWith(service.prefix()));
    }

    /** Returns what is wrong with an entry, naming its key and the remedy; empty where nothing is. */
    static Optional<String> problem(String key, String value) {
        if (!isKnown(key)) {
            return Optional.of(key + ": there is no such key. " + nearest(key));
        }
        return CHECKS.entrySet().stream()
                .filter(check -> check.getKey().matcher(key).matches())
                .flatMap(check -> check.getValue().remedy(value).stream())
                .map(remedy -> key + " is '" + value + "': " + remedy)
                .findFirst();
    }

    private static boolean isKnown(String key) {
        return ownKeys().contains(key) || key.startsWith(LOGGING) || ServiceKeys.has(key);
    }

    private static String nearest(String key) {
        List<String> own = NameSuggestions.of(key, ownKeys());
        if (isPassedOn(key) || (own.isEmpty() && key.contains("slackwater"))) {
            return "Nearest: " + ServiceKeys.nearest(key) + ". A name of your own that has a dot is put in quotes";
        }
        return own.isEmpty()
                ? "There are " + String.join(", ", ownKeys()) + ", those of the services, and " + LOGGING + "*"
                : "Nearest: " + String.join(", ", own);
    }

    private static List<String> ownKeys() {
        List<String> keys = new ArrayList<>(List.of(
                DATA_DIRECTORY,
                HOST,
                BROKER_PORT,
                CONSOLE_ENABLED,
                CONSOLE_PORT,
                CONSOLE_MANAGEMENT_PORT,
                CONSOLE_DATABASE));
        for (Service service : Service.values()) {
            keys.add(portOf(service));
            keys.add(heapOf(service));
            keys.add(managementPortOf(service));
        }
        return keys;
    }

    private static Map<Pattern, ValueCheck> checks() {
        Map<String, ValueCheck> checks = new LinkedHashMap<>();
        checks.put("[a-z-]+(\\.management)?\\.port", ValueCheck.PORT);
        checks.put("[a-z-]+\\.heap", ValueCheck.HEAP);
        checks.put("console\\.enabled", ValueCheck.BOOLEAN);
        checks.put("console\\.database-url", ValueCheck.DATABASE_URL);
        checks.put("slackwater\\.inventory\\.hosts\\..+\\.uri", ValueCheck.HOST_URI);
        checks.put("slackwater\\.inventory\\.hosts\\..+\\.further-uris", ValueCheck.HOST_URIS);
        checks.put("slackwater\\.inventory\\.hosts\\..+\\.mode", ValueCheck.HOST_MODE);
        checks.put("slackwater\\.inventory\\.adoption\\..+\\.volume", ValueCheck.VOLUME_PATTERN);
        checks.put(
                "slackwater\\.executor\\.(settle-time|command-lifetime|stay-up|agent-timeout|audit-period)",
                ValueCheck.DURATION);
        checks.put(
                "slackwater\\.executor\\.(max-in-flight|max-awaiting-start|per-host|refusals-until-failed|stops-until-failed)",
                ValueCheck.COUNT);
        checks.put("slackwater\\.reclaimer\\.grace-time", ValueCheck.DURATION);
        checks.put("slackwater\\.reclaimer\\.dry-run", ValueCheck.BOOLEAN);
        checks.put("slackwater\\.reclaimer\\.(first-delete-pause|audit-period)", ValueCheck.DURATION);
        checks.put("slackwater\\.inventory\\.adoption\\..+\\.delete-without-artifact", ValueCheck.BOOLEAN);
        Map<Pattern, ValueCheck> compiled = new LinkedHashMap<>();
        checks.forEach((pattern, check) -> compiled.put(Pattern.compile(pattern), check));
        return compiled;
    }
}
