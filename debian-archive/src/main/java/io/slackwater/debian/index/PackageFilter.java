package io.slackwater.debian.index;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which packages of an index are wanted; asked before a stanza is mapped, so that the others cost nothing. */
@FunctionalInterface
public interface PackageFilter {

    boolean wants(String name, String architecture);

    /** Wants packages of any architecture whose whole name matches. */
    static PackageFilter matching(Pattern name) {
        Predicate<String> whole = name.asMatchPredicate();
        return (candidate, architecture) -> whole.test(candidate);
    }

    /** Wants packages of any architecture by name. */
    static PackageFilter named(String... names) {
        Set<String> wanted = Set.of(names);
        return (candidate, architecture) -> wanted.contains(candidate);
    }
}
