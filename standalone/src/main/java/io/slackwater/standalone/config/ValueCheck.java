package io.slackwater.standalone.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Checks of single values, whose answer is what to write instead; empty where the value is right. */
enum ValueCheck {
    PORT {
        @Override
        Optional<String> remedy(String value) {
            return isNumber(value, 65_535)
                    ? Optional.empty()
                    : Optional.of("use a port from 1 to 65535, or 0 for any that is free");
        }
    },
    COUNT {
        @Override
        Optional<String> remedy(String value) {
            return isNumber(value, Integer.MAX_VALUE) ? Optional.empty() : Optional.of("use a whole number");
        }
    },
    HEAP {
        @Override
        Optional<String> remedy(String value) {
            return HEAPS.matcher(value).matches()
                    ? Optional.empty()
                    : Optional.of("use a number and m (MiB) or g (GiB), such as 512m; 64m is the least");
        }
    },
    DURATION {
        @Override
        Optional<String> remedy(String value) {
            return DURATIONS.matcher(value).matches()
                    ? Optional.empty()
                    : Optional.of("use a number and ms, s, m, h or d, such as 60s or 14d");
        }
    },
    BOOLEAN {
        @Override
        Optional<String> remedy(String value) {
            return Set.of("true", "false").contains(value) ? Optional.empty() : Optional.of("use true or false");
        }
    },
    DATABASE_URL {
        @Override
        Optional<String> remedy(String value) {
            if (!value.startsWith("jdbc:postgresql://")) {
                return Optional.of("use a URL such as jdbc:postgresql://db.example.org/slackwater");
            }
            return value.contains("password=")
                    ? Optional.of("take the password out, and set SLACKWATER_CONSOLE_DATABASE_PASSWORD instead")
                    : Optional.empty();
        }
    },
    HOST_MODE {
        @Override
        Optional<String> remedy(String value) {
            return Set.of("observe", "active", "maintenance").contains(value.toLowerCase(Locale.ROOT))
                    ? Optional.empty()
                    : Optional.of("use OBSERVE (changes nothing), ACTIVE or MAINTENANCE");
        }
    },
    HOST_URI {
        @Override
        Optional<String> remedy(String value) {
            try {
                return new URI(value).getScheme() == null ? Optional.of(HOST_URI_REMEDY) : Optional.empty();
            } catch (URISyntaxException malformed) {
                return Optional.of(HOST_URI_REMEDY);
            }
        }
    },
    HOST_URIS {
        @Override
        Optional<String> remedy(String value) {
            return Stream.of(value.split(",", -1))
                    .flatMap(uri ->
                            HOST_URI.remedy(uri.strip()).stream().map(remedy -> "'" + uri.strip() + "' is none: "))
                    .findFirst()
                    .map(which -> which + FURTHER_URIS_REMEDY);
        }
    },
    VOLUME_PATTERN {
        @Override
        Optional<String> remedy(String value) {
            try {
                Pattern.compile(value);
            } catch (PatternSyntaxException malformed) {
                return Optional.of("it is no regular expression: " + malformed.getDescription());
            }
            return value.contains("(?<version>")
                    ? Optional.empty()
                    : Optional.of("put the version into a group, such as vmlinuz-(?<version>.+)");
        }
    };

    private static final Pattern HEAPS = Pattern.compile("(6[4-9]|[7-9]\\d|[1-9]\\d{2,5})m|[1-9]\\d{0,2}g");
    private static final Pattern DURATIONS = Pattern.compile("\\d+(ns|us|ms|s|m|h|d)?|[Pp][0-9DdTtHhMmSs.]+");
    private static final String HOST_URI_REMEDY =
            "use a libvirt URI, such as qemu:///system or qemu+ssh://root@host/system";

    private static final String FURTHER_URIS_REMEDY =
            "use libvirt URIs with commas between them, such as lxc:///system";

    abstract Optional<String> remedy(String value);

    private static boolean isNumber(String value, int most) {
        try {
            int number = Integer.parseInt(value);
            return number >= 0 && number <= most;
        } catch (NumberFormatException other) {
            return false;
        }
    }
}
