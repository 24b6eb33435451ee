package io.slackwater.debian.apt;

import io.slackwater.artifact.transfer.Proxies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of apt.conf(5) that bear on where an archive is read from and whether its release still holds. */
public final class AptConfiguration {

    private static final Pattern SETTING = Pattern.compile("(\\S+) \"(.*)\";");
    private static final List<String> TRUE = List.of("yes", "true", "with", "on", "enable", "1");
    private static final List<String> FALSE = List.of("no", "false", "without", "off", "disable", "0");

    private final Map<String, String> settings;

    private AptConfiguration(Map<String, String> settings) {
        TreeMap<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(settings);
        this.settings = Collections.unmodifiableMap(byName);
    }

    /** Reads what {@code apt-config dump} prints; lines of another form are skipped. */
    public static AptConfiguration parse(String dump) {
        Map<String, String> settings = new HashMap<>();
        dump.lines()
                .map(SETTING::matcher)
                .filter(Matcher::matches)
                .forEach(line -> settings.put(line.group(1), line.group(2)));
        return new AptConfiguration(settings);
    }

    /** Asks {@code apt-config}; a machine without it has apt's defaults. */
    public static AptConfiguration ofThisMachine() throws IOException {
        Process process;
        try {
            process = new ProcessBuilder("apt-config", "dump")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            return parse("");
        }
        try (InputStream output = process.getInputStream()) {
            String dump = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? parse(dump) : parse("");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while apt-config was asked for apt's settings", e);
        }
    }

    /** Returns a setting, whose name is compared without regard to case; empty where it is not set. */
    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isEmpty());
    }

    /** Returns a setting in apt's notion of a truth value, or the default where it is not set or is no such value. */
    public boolean truth(String name, boolean otherwise) {
        return setting(name).map(value -> truthOf(value, otherwise)).orElse(otherwise);
    }

    static boolean truthOf(String value, boolean otherwise) {
        String lower = value.toLowerCase(Locale.ROOT);
        return TRUE.contains(lower) || (!FALSE.contains(lower) && otherwise);
    }

    /** Returns apt's proxies: its own settings first, then the {@code http_proxy} and {@code https_proxy} variables. */
    public Proxies proxies(Map<String, String> environment) {
        Map<String, String> rules = new HashMap<>();
        for (String scheme : List.of("http", "https")) {
            Optional.ofNullable(environment.get(scheme + "_proxy")).ifPresent(proxy -> rules.put(scheme, proxy));
            String prefix = "Acquire::" + scheme + "::Proxy";
            setting(prefix).ifPresent(proxy -> rules.put(scheme, proxy));
            settings.forEach((name, value) -> {
                if (name.regionMatches(true, 0, prefix + "::", 0, prefix.length() + 2) && !value.isEmpty()) {
                    rules.put(scheme + "::" + name.substring(prefix.length() + 2), value);
                }
            });
        }
        for (String host : environment.getOrDefault("no_proxy", "").split(",", -1)) {
            if (!host.isBlank()) {
                rules.putIfAbsent("http::" + host.trim(), "DIRECT");
                rules.putIfAbsent("https::" + host.trim(), "DIRECT");
            }
        }
        return new Proxies(rules);
    }
}
