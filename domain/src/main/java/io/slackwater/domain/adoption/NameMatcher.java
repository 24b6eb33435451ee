package io.slackwater.domain.adoption;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.volume.Artifact;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Guesses by their names which versions volumes hold: a rule may name one, one begins with what Slackwater would call it, or
 * differs from a volume whose version is known only in the version.
 */
final class NameMatcher {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.+~:_-]*[0-9][A-Za-z0-9.+~:_-]*");

    private final Collection<PortionVersion> versions;
    private final Map<String, PortionVersion> volumes;

    /**
     * Guesses from what is known.
     *
     * @param versions that the changes speak of
     * @param volumes of the same store whose versions are known, by name
     */
    NameMatcher(Collection<PortionVersion> versions, Map<String, PortionVersion> volumes) {
        this.versions = versions;
        this.volumes = volumes;
    }

    /** Returns the guess, of several that which the longest part of the name speaks for; empty where there is none. */
    Optional<PortionVersion> guess(String name) {
        return Optional.ofNullable(volumes.get(name)).or(() -> byPrefix(name)).or(() -> byStem(name));
    }

    private Optional<PortionVersion> byPrefix(String name) {
        return longest(
                versions.stream().filter(version -> begins(name, Artifact.stem(version))),
                version -> version.version().length());
    }

    private static boolean begins(String name, String stem) {
        return name.startsWith(stem)
                && (name.length() == stem.length() || "-.".indexOf(name.charAt(stem.length())) >= 0);
    }

    private Optional<PortionVersion> byStem(String name) {
        Optional<Stem> stem = longest(
                volumes.entrySet().stream()
                        .flatMap(known -> Stem.of(known.getKey(), known.getValue()).stream())
                        .filter(candidate -> candidate.versionIn(name).isPresent()),
                Stem::length);
        return stem.map(known -> new PortionVersion(
                known.holds().portion(),
                known.versionIn(name).orElseThrow(),
                known.holds().kind()));
    }

    private static <T> Optional<T> longest(Stream<T> candidates, ToIntFunction<T> length) {
        return candidates.max(Comparator.comparingInt(length).thenComparing(Object::toString));
    }

    /** What the names of a portion's volumes have in common. */
    private record Stem(String before, String after, PortionVersion holds) {

        static Optional<Stem> of(String name, PortionVersion holds) {
            int at = name.indexOf(holds.version());
            return at <= 0
                    ? Optional.empty()
                    : Optional.of(new Stem(
                            name.substring(0, at),
                            name.substring(at + holds.version().length()),
                            holds));
        }

        int length() {
            return before.length() + after.length();
        }

        Optional<String> versionIn(String name) {
            if (name.length() <= length() || !name.startsWith(before) || !name.endsWith(after)) {
                return Optional.empty();
            }
            String version = name.substring(before.length(), name.length() - after.length());
            return Optional.of(version)
                    .filter(text -> VERSION.matcher(text).matches())
                    .filter(text -> !text.equals(holds.version()));
        }
    }
}
