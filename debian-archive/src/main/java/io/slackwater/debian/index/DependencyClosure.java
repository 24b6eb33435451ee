package io.slackwater.debian.index;

import io.slackwater.debian.ArchiveException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a package needs to run, in a simple reading: of alternatives the first that is offered, of versions the highest,
 * version bounds and conflicts unread. It is enough to lay libraries beside a program, and no package manager.
 */
public final class DependencyClosure {

    private static final Pattern NAME =
            Pattern.compile("\\s*([a-z0-9][a-z0-9+.-]*)(:\\S+)?\\s*(\\(.*\\))?\\s*(\\[.*])?\\s*");

    private final Map<String, DebianPackage> highest = new HashMap<>();
    private final Map<String, String> providers = new HashMap<>();

    private DependencyClosure(List<DebianPackage> offered) {
        for (DebianPackage candidate : offered) {
            highest.merge(
                    candidate.name(),
                    candidate,
                    (best, next) -> next.version().compareTo(best.version()) > 0 ? next : best);
            for (String provided : candidate.provides().split(",", -1)) {
                name(provided).forEach(virtual -> providers.putIfAbsent(virtual, candidate.name()));
            }
        }
    }

    /** Returns the closure over what is offered. */
    public static DependencyClosure over(List<DebianPackage> offered) {
        return new DependencyClosure(offered);
    }

    /** Returns the named packages and all that they need, the named first. */
    public List<DebianPackage> of(Collection<String> names) throws ArchiveException {
        Map<String, DebianPackage> needed = new LinkedHashMap<>();
        Deque<String> open = new ArrayDeque<>(names);
        while (!open.isEmpty()) {
            String name = open.removeFirst();
            DebianPackage found = find(name);
            if (found == null) {
                throw new ArchiveException.NotFound(
                        "package " + name + " is offered by no readable repository; add the one that has it");
            }
            if (needed.putIfAbsent(found.name(), found) == null) {
                for (String dependency : found.dependencies().split(",", -1)) {
                    firstOffered(dependency).forEach(open::addLast);
                }
            }
        }
        return List.copyOf(needed.values());
    }

    private @org.jspecify.annotations.Nullable DebianPackage find(String name) {
        DebianPackage real = highest.get(name);
        String provider = providers.get(name);
        return real != null || provider == null ? real : highest.get(provider);
    }

    /** Returns the first alternative that is offered, the first of all where none is, and nothing of an empty field. */
    private List<String> firstOffered(String dependency) {
        List<String> alternatives = new ArrayList<>();
        for (String alternative : dependency.split("\\|", -1)) {
            alternatives.addAll(name(alternative));
        }
        return alternatives.stream()
                .filter(name -> find(name) != null)
                .findFirst()
                .or(() -> alternatives.stream().findFirst())
                .map(List::of)
                .orElse(List.of());
    }

    private static List<String> name(String relation) {
        Matcher matcher = NAME.matcher(relation);
        return matcher.matches() ? List.of(matcher.group(1)) : List.of();
    }
}
